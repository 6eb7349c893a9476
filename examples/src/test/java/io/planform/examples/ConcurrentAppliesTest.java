package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionResult;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionsRequest;
import io.planform.examples.CountingProxy.Held;
import io.planform.examples.Planform.Running;
import io.planform.testing.PostgresProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that apply different manifests to one state at the same time, and that die, are
 * interrupted or sleep too long while a request of theirs is on its way.
 */
@ParameterizedClass
@ValueSource(strings = {"sqlite", "postgres"})
class ConcurrentAppliesTest {
  private static final int LEASE_BUSY = 3;
  private static final int PARTIAL = 6;
  private static final int INTERRUPTED = 130;
  private static final Pattern BUSY =
      Pattern.compile(
          "\\S+@\\S+ has been running 'planform apply -auto-approve' for \\d+ s, since \\S+Z\\. Its"
              + " lease is [0-9a-f-]{36}\\.");

  private static LocalHost host;
  private static CountingProxy proxy;
  private static FunctionGraphClient client;

  @Parameter String kind = "";
  private final String state = "s" + UUID.randomUUID().toString().substring(0, 8);
  private final List<Running> running = new ArrayList<>();
  private Path home;
  private Path directories;

  @BeforeAll
  static void startHost() throws Exception {
    host = LocalHost.start();
    proxy = new CountingProxy(URI.create(host.api()), 1);
    client = host.client();
  }

  @AfterAll
  static void stopHost() throws Exception {
    proxy.close();
    host.stop();
  }

  @BeforeEach
  void makeHome() throws Exception {
    home = host.homeBehind(proxy);
    directories = Files.createTempDirectory("pf");
  }

  @AfterEach
  void endProcesses() {
    running.forEach(each -> each.process().destroyForcibly());
  }

  /** Somebody with a manifest of their own for the state that all share. */
  private final class Colleague {
    private final String name;
    private final int memory;
    private final Planform planform;

    /**
     * @param memory of the functions that all want
     */
    Colleague(String name, int memory) throws Exception {
      this.name = name;
      this.memory = memory;
      Path directory = Files.createDirectory(directories.resolve(name));
      this.planform = new Planform(home, directory);
      StringBuilder hcl = new StringBuilder(backend() + "provider \"huaweicloud\" {}\n");
      wanted().forEach((function, size) -> hcl.append(function(function, size)));
      Files.writeString(directory.resolve("main.tf"), hcl);
    }

    /** Names and sizes. */
    Map<String, Integer> wanted() {
      return new TreeMap<>(
          Map.of(state + "-a", memory, state + "-b", memory, state + "-" + name, 128));
    }

    Planform.Result run(String... arguments) throws Exception {
      return start(arguments).end();
    }

    Running start(String... arguments) throws Exception {
      Running started = planform.start(arguments);
      running.add(started);
      return started;
    }

    Running apply() throws Exception {
      return start("apply", "-auto-approve");
    }

    Running applyInTurn() throws Exception {
      return start("apply", "-auto-approve", "-lock-timeout=5m");
    }

    /** Its manifest is what there is, in the state and on the host. */
    void assertApplied() throws Exception {
      Planform.Result plan = run("plan", "-detailed-exitcode");
      assertEquals(0, plan.exit(), plan::toString);
      assertEquals(wanted(), functions());
    }
  }

  private String backend() {
    String settings =
        kind.equals("sqlite")
            ? "backend \"sqlite\" {\n path = \"%s\"\n}".formatted(file())
            : "backend \"postgres\" {\n conn_str = \"%s\"\n schema_name = \"%s\"\n}"
                .formatted(PostgresProcess.shared().url(), state);
    return "terraform {\n" + settings + "\n}\n";
  }

  private Path file() {
    return directories.resolve("state.db");
  }

  private static String function(String name, int memory) {
    return """
        resource "huaweicloud_fgs_function" "%1$s" {
          name        = "%1$s"
          app         = "default"
          runtime     = "Node.js18.15"
          handler     = "index.handler"
          memory_size = %2$d
          timeout     = 10
          code_type   = "inline"
          func_code   = base64encode("exports.handler = async () => 1;")
        }
        """
        .formatted(name, memory);
  }

  /** Names and sizes of the functions of this test that are on the host. */
  private Map<String, Integer> functions() {
    return client
        .listFunctions(new ListFunctionsRequest().withMaxitems("400"))
        .getFunctions()
        .stream()
        .filter(function -> function.getFuncName().startsWith(state))
        .collect(
            Collectors.toMap(
                ListFunctionResult::getFuncName,
                ListFunctionResult::getMemorySize,
                (one, other) -> {
                  throw new AssertionError("there twice: " + one + ", " + other);
                },
                TreeMap::new));
  }

  /** As if the database's clock had come past its end. */
  private void letLeaseExpire() throws Exception {
    if (kind.equals("postgres")) {
      PostgresProcess.shared().sql("UPDATE \"" + state + "\".lease SET expires = 0");
      return;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 60000");
      assertEquals(1, statement.executeUpdate("UPDATE lease SET expires = 0"));
    }
  }

  @Test
  void oneHoldsTheStateAndTheOthersAreToldWho() throws Exception {
    Colleague first = new Colleague("first", 128);
    Held held = proxy.holdNext();
    Running apply = first.apply();
    held.awaitArrival(apply);

    Colleague late = new Colleague("late", 256);
    List<Running> refused =
        List.of(
            late.apply(),
            late.start("destroy", "-auto-approve"),
            late.start("refresh"),
            late.start("state", "rm", "huaweicloud_fgs_function." + state + "-a"));
    Running plan = late.start("plan");
    for (Running each : refused) {
      Planform.Result result = each.end();
      assertEquals(LEASE_BUSY, result.exit(), result::toString);
      String told = result.err().replaceAll("\\s*\\n[│ ]*", " ");
      assertTrue(BUSY.matcher(told).find(), told);
      assertTrue(told.contains("planform force-unlock "), told);
    }
    plan.end().succeeds();

    Running waiting = late.applyInTurn();
    held.letGo();
    apply.end().succeeds();
    waiting.end().succeeds();
    late.assertApplied();
  }

  @Test
  void allThatStartAtOnceOnANewStateComeToTheirTurn() throws Exception {
    List<Colleague> colleagues = new ArrayList<>();
    for (int memory : List.of(128, 256, 512, 768)) {
      colleagues.add(new Colleague("with" + memory, memory));
    }
    List<Running> applies = new ArrayList<>();
    for (Colleague colleague : colleagues) {
      applies.add(colleague.applyInTurn());
    }
    for (Running apply : applies) {
      apply.end().succeeds();
    }
    Colleague last =
        colleagues.stream()
            .filter(colleague -> colleague.wanted().equals(functions()))
            .findFirst()
            .orElseThrow();
    last.assertApplied();
    JsonNode history =
        new ObjectMapper().readTree(last.run("state", "history", "-json").succeeds().out());
    assertEquals(
        List.of(4, 3, 2, 1),
        history.valueStream().map(each -> each.get("number").asInt()).toList());
  }

  /**
   * It comes to the host after the successor found out what became of it, and before the successor
   * changed anything.
   *
   * @param update whether the functions are there already
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theRequestOfADeadProcessDoesNothingOnceAnotherTookOver(boolean update) throws Exception {
    if (update) {
      new Colleague("before", 128).apply().end().succeeds();
    }
    Held request = proxy.holdNext();
    Running apply = new Colleague("victim", 512).apply();
    request.awaitArrival(apply);
    apply.signal("KILL");
    apply.process().waitFor();

    Held change = proxy.holdNext();
    Colleague heir = new Colleague("heir", 256);
    Running inheriting = heir.apply();
    change.awaitArrival(inheriting);
    request.letGo();
    change.letGo();
    inheriting.end().succeeds();
    heir.assertApplied();
  }

  /** Its sender lost the connection, and found nothing made. */
  @Test
  void aRequestThatWasGivenUpDoesNothing() throws Exception {
    Held request = proxy.holdNext();
    Running apply = new Colleague("unlucky", 128).apply();
    request.awaitArrival(apply);
    request.cutOff();
    Planform.Result result = apply.end();
    assertEquals(PARTIAL, result.exit(), result::toString);
    request.letGo();
    Colleague heir = new Colleague("heir", 256);
    heir.apply().end().succeeds();
    heir.assertApplied();
  }

  @Test
  void anInterruptedProcessEndsWhatIsOnItsWayAndLetsTheNextOneOn() throws Exception {
    Held held = proxy.holdNext();
    Running apply = new Colleague("victim", 128).start("apply", "-auto-approve", "-parallelism=1");
    held.awaitArrival(apply);
    Colleague heir = new Colleague("heir", 256);
    Running waiting = heir.applyInTurn();
    apply.signal("TERM");
    apply.awaitPrinted("Interrupted");
    held.letGo();
    assertEquals(INTERRUPTED, apply.end().exit());
    waiting.end().succeeds();
    heir.assertApplied();
  }

  @Test
  void aProcessInterruptedTwiceEndsAtOnceAndTheNextOneSettlesIt() throws Exception {
    Held held = proxy.holdNext();
    Running apply = new Colleague("victim", 128).apply();
    held.awaitArrival(apply);
    Colleague heir = new Colleague("heir", 256);
    Running waiting = heir.applyInTurn();
    apply.signal("INT");
    apply.awaitPrinted("Interrupted");
    apply.signal("TERM");
    assertEquals(INTERRUPTED, apply.end().exit());
    waiting.end().succeeds();
    held.letGo();
    heir.assertApplied();
  }

  @Test
  void aHolderThatSleptPastItsExpiryChangesNothingAnyMore() throws Exception {
    Held held = proxy.holdNext();
    Running apply = new Colleague("sleeper", 128).apply();
    held.awaitArrival(apply);
    apply.signal("STOP");
    letLeaseExpire();
    Colleague heir = new Colleague("heir", 256);
    heir.apply().end().succeeds();
    held.letGo();
    apply.signal("CONT");
    Planform.Result woken = apply.end();
    assertNotEquals(0, woken.exit(), woken::toString);
    assertTrue(woken.err().contains("lease"), woken::toString);
    assertFalse(woken.err().contains("\tat "), woken::toString);
    heir.assertApplied();
  }
}
