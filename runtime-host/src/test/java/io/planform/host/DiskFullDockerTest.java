package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.engine.TestImages;
import io.planform.host.process.Command;
import io.planform.host.server.Json;
import io.planform.host.spare.SpareSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The disk that keeps the host's home is full, with a function that runs. */
class DiskFullDockerTest {
  private static final int DISK = 64 << 20;
  private static final int CODE_BYTES = 100_000;

  @TempDir Path folder;
  private Path disk;
  private TestHost host;
  private S3Client s3;

  @BeforeEach
  void start() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        Command.run(List.of("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", disk.toString()))
            .succeeded(),
        "Not tested: only root can mount a small disk.");
    // Making images takes more room than there is.
    TestImages.all();
    Path home = Files.createDirectory(disk.resolve("home"));
    host = new TestHost(home, new LocalMachine(home, Path.of("../runtimes"), SpareSettings.NONE));
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create(host.host.bucketAddress()))
            .region(Region.of(host.credentials().region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        host.credentials().accessKey(), host.credentials().secretKey())))
            .overrideConfiguration(
                settings -> settings.retryStrategy(retry -> retry.maxAttempts(1)))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterEach
  void stop() {
    if (host != null) {
      s3.close();
      host.close();
    }
    Command.run(List.of("umount", "-l", disk.toString()));
  }

  @Test
  void refusesWritesServesOnAndRecovers() throws Exception {
    assertEquals(200, create("running", code("1")).status());
    assertEquals("1", invoke());
    s3.createBucket(bucket -> bucket.bucket("things"));
    s3.putObject(put -> put.bucket("things").key("old"), RequestBody.fromString("kept"));

    for (int free : List.of(0, 8 << 10, 64 << 10, 150 << 10, 300 << 10)) {
      Map<String, String> catalogue = catalogue();
      leave(free);
      TestHost.Answer created = create("made-" + free, code("made " + free));
      TestHost.Answer updated = host.call("PUT", running() + "/code", update(code("2")));
      TestHost.Answer changed =
          host.call(
              "PUT",
              running() + "/config",
              """
              {"func_name":"running","runtime":"Node.js18.15","timeout":50,"handler":"index.handler",
               "memory_size":128,"description":"%s"}
              """
                  .formatted("d".repeat(500)));
      String stored = put();

      if (updated.status() != 200 && changed.status() != 200) {
        assertEquals("1", invoke(), "after " + free);
      }
      assertEquals(200, host.get("/fgs/functions").status());
      assertEquals(200, host.get(running() + "/code").status());
      assertEquals(
          "kept", s3.getObjectAsBytes(get -> get.bucket("things").key("old")).asUtf8String());
      for (TestHost.Answer each : List.of(created, updated, changed)) {
        assertDoneOrRefused(each, free);
      }
      if (free == 0) {
        assertEquals("FSS.1302", created.code());
        assertEquals("507", stored);
        assertEquals(catalogue, catalogue());
      }
      Files.delete(ballast());
      assertEquals(created.status() == 200, catalogue().containsKey("made-" + free));
      assertEquals(Set.copyOf(digests()), archives(), "after " + free);
      assertEquals(stored.equals("200"), objects().contains("new"), "after " + free);
      assertNothingHalfStored();

      assertEquals(200, host.call("PUT", running() + "/code", update(code("1"))).status());
      assertEquals(200, create("later-" + free, code("later " + free)).status());
      assertEquals("200", put());
      s3.deleteObject(delete -> delete.bucket("things").key("new"));
      assertEquals("1", invoke());
    }
  }

  private static void assertDoneOrRefused(TestHost.Answer answer, int free) {
    if (answer.status() == 200) {
      return;
    }
    assertEquals("FSS.1302", answer.code(), "with " + free + " free: " + answer.text());
    String message = answer.json().path("error_msg").asText();
    assertTrue(message.contains("full") || message.contains("No space left"), message);
  }

  private static String running() {
    return "/fgs/functions/default:running";
  }

  private String invoke() {
    TestHost.Answer answer = host.call("POST", running() + "/invocations", "{}");
    assertEquals(200, answer.status(), answer.text());
    return answer.text();
  }

  /** A package that says what it is and does not compress. */
  private static String code(String expression) {
    byte[] noise = new byte[CODE_BYTES * 3 / 4];
    new Random(expression.hashCode()).nextBytes(noise);
    return TestHost.zip(
        "index.js",
        "exports.handler = async () => '%s'.slice(0, 1) && %s;\n// %s"
            .formatted(
                expression,
                expression.matches("\\d") ? expression : "0",
                Base64.getEncoder().encodeToString(noise)));
  }

  private TestHost.Answer create(String name, String code) throws IOException {
    String body = TestHost.function(name, "Node.js18.15", "index.handler");
    ObjectNode request = (ObjectNode) Json.read(body.getBytes(StandardCharsets.UTF_8));
    request.put("timeout", 60).putObject("func_code").put("file", code);
    return host.call("POST", "/fgs/functions", request.toString());
  }

  private static String update(String code) {
    ObjectNode update = Json.object().put("code_type", "zip");
    update.putObject("func_code").put("file", code);
    return update.toString();
  }

  /** The status of an upload. */
  private String put() {
    try {
      s3.putObject(
          put -> put.bucket("things").key("new"), RequestBody.fromBytes(new byte[CODE_BYTES]));
      return "200";
    } catch (S3Exception e) {
      return Integer.toString(e.statusCode());
    }
  }

  private Set<String> objects() {
    return new TreeSet<>(
        s3.listObjectsV2(list -> list.bucket("things")).contents().stream()
            .map(object -> object.key())
            .toList());
  }

  /** Functions by their digests and settings. */
  private Map<String, String> catalogue() {
    Map<String, String> catalogue = new HashMap<>();
    host.get("/fgs/functions?maxitems=400")
        .json()
        .path("functions")
        .forEach(
            function -> catalogue.put(function.path("func_name").asText(), function.toString()));
    return catalogue;
  }

  private List<String> digests() {
    return host.get("/fgs/functions?maxitems=400")
        .json()
        .path("functions")
        .valueStream()
        .map(function -> function.path("digest").asText())
        .distinct()
        .toList();
  }

  /** What is handed out to an instance may stay until the next start. */
  private Set<String> archives() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(disk.resolve("home/host/code/archives"))) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    names.retainAll(digests());
    return names;
  }

  private void assertNothingHalfStored() throws IOException {
    for (String folder : List.of("code/archives", "code/unpacked", "objects")) {
      try (Stream<Path> tree = Files.walk(disk.resolve("home/host").resolve(folder))) {
        List<String> halves =
            tree.map(file -> file.getFileName().toString())
                .filter(name -> name.startsWith(".") || name.endsWith(".new"))
                .toList();
        assertEquals(List.of(), halves, folder);
      }
    }
  }

  private Path ballast() {
    return disk.resolve("ballast");
  }

  /** Fills the disk but for so many bytes. */
  private void leave(int free) throws IOException {
    Command.run(List.of("sh", "-c", "cat /dev/zero > " + ballast()));
    try (RandomAccessFile file = new RandomAccessFile(ballast().toFile(), "rw")) {
      file.setLength(file.length() - free);
    }
  }
}
