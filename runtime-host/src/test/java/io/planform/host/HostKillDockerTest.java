package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.engine.Leftovers;
import io.planform.host.server.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * {@code kill -9} of a host that serves, at random moments, and the next host of its home. {@code
 * -Dkill.trials} sets how often, {@code -Dkill.seed} varies the moments.
 */
class HostKillDockerTest {
  private static final int TRIALS = Integer.getInteger("kill.trials", 2);
  private static final long SEED = Long.getLong("kill.seed", 20261121);
  private static final int CALLERS = 3;
  private static final int LONGEST_LIFE_MILLIS = 1500;
  private static final String BUCKET = "things";
  private static final int OBJECT_BYTES = 256 << 10;

  @TempDir Path folder;
  private Path home;
  private HostProcess host;

  /** Requests by what became of them; those that were answered by their ids. */
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  private final AtomicInteger lost = new AtomicInteger();
  private final Change code = new Change();
  private final Change object = new Change();
  private final Change functions = new Change();

  /** Something that is changed to one number after another. */
  private static final class Change {
    volatile int begun;
    volatile int acknowledged;

    boolean mayBe(int found) {
      return found == acknowledged || found == begun;
    }
  }

  @BeforeEach
  void start() throws Exception {
    home = folder.resolve("home");
    Files.createDirectory(home);
    host = HostProcess.start(home, "--spares", "1");
  }

  /** Whatever went wrong, a last host takes away what the killed ones left. */
  @AfterEach
  void stop() throws Exception {
    host.kill();
    host.startAgain();
    host.stop();
  }

  @Test
  void theNextHostGoesOnWhereTheKilledOneWas() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    create(
        "echo",
        "exports.handler = async (event) => { console.log('got', event); return event; };\n");
    create("changing", numbered(0));
    try (S3Client s3 = s3()) {
      s3.createBucket(bucket -> bucket.bucket(BUCKET));
      put(s3, 0);
    }
    for (int trial = 0; trial < TRIALS; trial++) {
      Set<String> before = serveUntilKilled(trial % 2 == 0, random.nextInt(LONGEST_LIFE_MILLIS));
      host.startAgain();
      String which = "trial " + trial + " of seed " + SEED;
      assertEquals(
          Set.of(), both(before, Leftovers.containers(home)), which + ": containers are left");
      assertCodeAndCatalogueIntact(which);
      assertObjectIntact(which);
      assertEachRequestCountedOnce(which);
      if (TRIALS > 2) {
        System.out.printf(
            "trial %d: %d answered, %d reset, %d updates, %d functions, %d objects%n",
            trial + 1,
            answered.size(),
            lost.get(),
            code.acknowledged,
            functions.acknowledged,
            object.acknowledged);
      }
    }
    host.stop();
    assertEquals(Set.of(), Leftovers.containers(home));
    assertEquals(Set.of(), Leftovers.mounts(home));
  }

  /**
   * @param served whether the time runs from the first answer on, or from the first request
   * @return the containers there were when the host died
   */
  private Set<String> serveUntilKilled(boolean served, int millis) throws Exception {
    int before = answered.size();
    Thread.Builder names = Thread.ofVirtual().name("client-", 0);
    List<Future<?>> clients = new ArrayList<>();
    try (var threads = Executors.newThreadPerTaskExecutor(names.factory())) {
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        clients.add(threads.submit(() -> untilItDies(number -> call(caller * 1_000_000 + number))));
      }
      clients.add(threads.submit(() -> untilItDies(_ -> update())));
      clients.add(threads.submit(() -> untilItDies(_ -> make())));
      clients.add(
          threads.submit(
              () -> {
                try (S3Client s3 = s3()) {
                  untilItDies(_ -> put(s3, object.acknowledged + 1));
                }
                return true;
              }));
      while (served && answered.size() == before && clients.stream().noneMatch(Future::isDone)) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
      host.kill();
    }
    for (Future<?> each : clients) {
      each.get();
    }
    return Leftovers.containers(home);
  }

  @FunctionalInterface
  private interface Step {
    void run(int number) throws IOException;
  }

  private boolean untilItDies(Step step) {
    try {
      for (int number = 0; ; number++) {
        step.run(number);
      }
    } catch (IOException | UncheckedIOException | SdkClientException e) {
      return true;
    }
  }

  private void call(int number) throws IOException {
    try {
      TestHost.Answer answer = invoke("echo", Integer.toString(number));
      assertEquals(Integer.toString(number), answer.text());
      answered.add(answer.header("X-Cff-Request-Id"));
    } catch (IOException e) {
      lost.incrementAndGet();
      throw e;
    }
  }

  private TestHost.Answer invoke(String name, String event) throws IOException {
    TestHost.Answer answer =
        host.call("POST", "/fgs/functions/" + host.urn(name) + "/invocations", event);
    assertEquals(200, answer.status(), answer.text());
    return answer;
  }

  private void update() throws IOException {
    int next = code.acknowledged + 1;
    code.begun = next;
    ObjectNode update = Json.object().put("code_type", "zip");
    update.putObject("func_code").put("file", TestHost.zip("index.js", numbered(next)));
    TestHost.Answer answer =
        host.call("PUT", "/fgs/functions/" + host.urn("changing") + "/code", update.toString());
    assertEquals(200, answer.status(), answer.text());
    code.acknowledged = next;
  }

  private void make() throws IOException {
    int next = functions.acknowledged + 1;
    functions.begun = next;
    create("made-" + next, numbered(-next));
    functions.acknowledged = next;
  }

  private void put(S3Client s3, int number) {
    object.begun = number;
    s3.putObject(
        put -> put.bucket(BUCKET).key("number"), RequestBody.fromString(contentOf(number)));
    object.acknowledged = number;
  }

  private static String contentOf(int number) {
    return "%8d".formatted(number).repeat(OBJECT_BYTES / 8);
  }

  private static String numbered(int number) {
    return "exports.handler = async () => " + number + ";\n";
  }

  private void create(String name, String text) throws IOException {
    String body = TestHost.function(name, "Node.js18.15", "index.handler");
    ObjectNode request = (ObjectNode) Json.read(body.getBytes(StandardCharsets.UTF_8));
    request.put("timeout", 60).putObject("func_code").put("file", TestHost.zip("index.js", text));
    TestHost.Answer answer = host.call("POST", "/fgs/functions", request.toString());
    assertEquals(200, answer.status(), answer.text());
  }

  private S3Client s3() {
    return S3Client.builder()
        .endpointOverride(URI.create(host.bucketAddress()))
        .region(Region.of(host.credentials().region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    host.credentials().accessKey(), host.credentials().secretKey())))
        .overrideConfiguration(settings -> settings.retryStrategy(retry -> retry.maxAttempts(1)))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private void assertCodeAndCatalogueIntact(String trial) throws IOException {
    int number = Integer.parseInt(invoke("changing", "{}").text());
    assertTrue(code.mayBe(number), trial + ": code " + number + " of " + code.acknowledged);
    code.acknowledged = number;
    Map<String, String> digests = new HashMap<>();
    JsonNode listed = host.get("/fgs/functions?maxitems=400").json().path("functions");
    for (JsonNode function : listed) {
      String name = function.path("func_name").textValue();
      TestHost.Answer shown = host.get("/fgs/functions/" + host.urn(name) + "/code");
      assertEquals(200, shown.status(), trial + ": " + name + ": " + shown.text());
      digests.put(name, function.path("digest").textValue());
    }
    int made = digests.size() - 2;
    assertTrue(functions.mayBe(made), trial + ": " + made + " of " + functions.acknowledged);
    functions.acknowledged = made;
    if (made > 0) {
      assertEquals(Integer.toString(-made), invoke("made-" + made, "{}").text());
    }
    Set<String> kept = names(home.resolve("host/code/archives"));
    assertEquals(Set.copyOf(digests.values()), kept, trial);
  }

  private void assertObjectIntact(String trial) {
    try (S3Client s3 = s3()) {
      String content = s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("number")).asUtf8String();
      int number = Integer.parseInt(content.substring(0, 8).strip());
      assertTrue(object.mayBe(number), trial + ": " + number + " of " + object.acknowledged);
      assertEquals(contentOf(number), content, trial);
      object.acknowledged = number;
    }
  }

  private void assertEachRequestCountedOnce(String trial) throws IOException {
    Set<String> logged = new HashSet<>();
    for (JsonNode entry : logs()) {
      String id = entry.at("/labels/request_id").textValue();
      assertTrue(logged.add(id), trial + ": " + id + " is in the log twice");
    }
    Set<String> missing = new HashSet<>(answered);
    missing.removeAll(logged);
    assertEquals(Set.of(), missing, trial + ": answered and not in the log");
    int counted = 0;
    String statistics = "/fgs/functions/" + host.urn("echo") + "/statistics/60";
    for (JsonNode minute : host.get(statistics).json().path("count")) {
      counted += Math.max(0, minute.path("value").intValue());
    }
    int sent = answered.size() + lost.get();
    assertTrue(
        counted >= logged.size() && counted <= sent,
        trial + ": counted " + counted + ", logged " + logged.size() + ", sent " + sent);
  }

  private List<JsonNode> logs() throws IOException {
    JsonNode stream = host.get("/fgs/functions/" + host.urn("echo") + "/lts-log-detail").json();
    String path =
        "/groups/%s/streams/%s/content/query"
            .formatted(stream.path("group_id").asText(), stream.path("stream_id").asText());
    List<JsonNode> entries = new ArrayList<>();
    ObjectNode query =
        Json.object()
            .put("start_time", "0")
            .put("end_time", Long.toString(Long.MAX_VALUE))
            .put("limit", 5000);
    JsonNode page = host.call("POST", path, query.toString()).json();
    while (true) {
      page.path("logs").forEach(entries::add);
      if (page.path("isQueryComplete").asBoolean()) {
        return entries;
      }
      query.put("line_num", entries.getLast().path("line_num").asText());
      page = host.call("POST", path, query.toString()).json();
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return Set.copyOf(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.retainAll(other);
    return both;
  }
}
