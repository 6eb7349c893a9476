package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.server.Json;
import io.planform.host.trigger.TimerScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Timers by a clock that the test moves; a change of any timer makes the scheduler look at it. */
class TimerTest {
  @TempDir Path home;

  /** Near the real time: the requests' signatures are dated by it. */
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  private final InstantSource clock = now::get;
  private TestHost host;
  private String triggers;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home, clock);
    triggers = "/fgs/triggers/" + host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private String createTimer() {
    return host.call("POST", triggers, TriggerApiTest.timer("every", "3m"))
        .json()
        .get("trigger_id")
        .textValue();
  }

  /** Passes time; a second, far timer that comes and goes wakes the scheduler. */
  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
    wake();
  }

  private void wake() {
    String id =
        host.call("POST", triggers, TriggerApiTest.timer("far", "30d"))
            .json()
            .get("trigger_id")
            .textValue();
    host.call("DELETE", triggers + "/TIMER/" + id, "");
  }

  private FakeInvoker.Call fired() throws InterruptedException {
    return host.invoker.calls.poll(5, TimeUnit.SECONDS);
  }

  /** Nothing is called though the scheduler has looked at the clock. */
  private void assertQuiet() throws InterruptedException {
    assertNull(host.invoker.calls.poll(300, TimeUnit.MILLISECONDS));
  }

  @Test
  void givesTheTimerEventAtItsTime() throws InterruptedException, IOException {
    createTimer();
    pass(Duration.ofSeconds(179));
    assertQuiet();
    pass(Duration.ofSeconds(1));
    JsonNode event = Json.read(fired().event().payload());
    assertEquals("TIMER", event.get("trigger_type").textValue());
    assertEquals("every", event.get("trigger_name").textValue());
    assertEquals("ue", event.get("user_event").textValue());
    assertQuiet();
  }

  @Test
  void firesAgainAfterEachPeriod() throws InterruptedException {
    createTimer();
    for (int i = 0; i < 3; i++) {
      pass(Duration.ofMinutes(3));
      assertNotNull(fired());
      assertQuiet();
    }
  }

  @Test
  void doesNotFireTwiceAcrossARestart() throws InterruptedException, HostException {
    createTimer();
    pass(Duration.ofMinutes(3));
    assertNotNull(fired());
    host.close();
    host = new TestHost(home, clock);
    wake();
    assertQuiet();
    pass(Duration.ofMinutes(3));
    assertNotNull(fired());
  }

  @Test
  void makesUpOnceForAllTimesMissedWhileDown() throws InterruptedException, HostException {
    createTimer();
    host.close();
    now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(10)));
    host = new TestHost(home, clock);
    assertNotNull(fired());
    wake();
    assertQuiet();
  }

  @Test
  void disabledAndDeletedTimersAreQuiet() throws InterruptedException {
    String id = createTimer();
    host.call("PUT", triggers + "/TIMER/" + id, "{\"trigger_status\":\"DISABLED\"}");
    pass(Duration.ofMinutes(4));
    assertQuiet();
    host.call("PUT", triggers + "/TIMER/" + id, "{\"trigger_status\":\"ACTIVE\"}");
    host.call("DELETE", "/fgs/functions/default:hello", "");
    host.create("hello");
    pass(Duration.ofMinutes(4));
    assertQuiet();
  }

  @Test
  void firesLateWhenItsCallCannotBeStored() throws Exception {
    createTimer();
    execute(
        "async.db",
        "CREATE TRIGGER broken BEFORE INSERT ON invocation BEGIN SELECT RAISE(ABORT, 'broken'); END");
    passUntilItFails(Duration.ofMinutes(3));
    assertQuiet();
    execute("async.db", "DROP TRIGGER broken");
    pass(Duration.ofMinutes(1));
    assertNotNull(fired());
    assertQuiet();
  }

  @Test
  void firesOnceForATimeThatCouldNotBeRecorded() throws Exception {
    createTimer();
    execute(
        "host.db",
        "CREATE TRIGGER broken BEFORE UPDATE ON event_trigger BEGIN SELECT RAISE(ABORT, 'broken'); END");
    passUntilItFails(Duration.ofMinutes(3));
    assertNotNull(fired());
    execute("host.db", "DROP TRIGGER broken");
    pass(Duration.ofMinutes(1));
    assertQuiet();
  }

  @Test
  void firesOnceForATimeThatWasNotRecordedBeforeTheHostDied() throws Exception {
    createTimer();
    execute(
        "host.db",
        "CREATE TRIGGER broken BEFORE UPDATE ON event_trigger BEGIN SELECT RAISE(ABORT, 'broken'); END");
    passUntilItFails(Duration.ofMinutes(3));
    assertNotNull(fired());
    host.close();
    execute("host.db", "DROP TRIGGER broken");
    host = new TestHost(home, clock);
    wake();
    assertQuiet();
  }

  @Test
  void aClockThatIsSetBackDoesNotStopATimer() throws InterruptedException {
    createTimer();
    pass(Duration.ofMinutes(3));
    assertNotNull(fired());
    pass(Duration.ofHours(-5));
    assertQuiet();
    pass(Duration.ofMinutes(3));
    assertNotNull(fired());
  }

  @Test
  void aTimeThatComesAgainAfterTheClockWasSetBackDoesNotFireAgain() throws InterruptedException {
    now.set(now.get().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(1)));
    host.call(
        "POST",
        triggers,
        TriggerApiTest.timer("hourly", "3m")
            .replace("\"3m\"", "\"0 5 * * * ?\"")
            .replace("\"Rate\"", "\"Cron\""));
    pass(Duration.ofMinutes(5));
    assertNotNull(fired());
    pass(Duration.ofMinutes(-4));
    pass(Duration.ofMinutes(4));
    assertQuiet();
    pass(Duration.ofHours(1));
    assertNotNull(fired());
  }

  @Test
  void aRateThatFiredLateKeepsItsTimes() throws InterruptedException {
    createTimer();
    pass(Duration.ofMinutes(4));
    assertNotNull(fired());
    pass(Duration.ofMinutes(2));
    assertNotNull(fired());
  }

  private void passUntilItFails(Duration time) throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    AppenderBase<ILoggingEvent> watch =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            failed.countDown();
          }
        };
    watch.start();
    Logger log = (Logger) LoggerFactory.getLogger(TimerScheduler.class);
    log.addAppender(watch);
    try {
      pass(time);
      assertTrue(failed.await(20, TimeUnit.SECONDS));
    } finally {
      log.detachAppender(watch);
    }
  }

  private void execute(String database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("host").resolve(database));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void timersOfAliasesCallTheVersionTheyStandFor() throws InterruptedException {
    String function = triggers.substring("/fgs/triggers/".length());
    host.call("POST", "/fgs/functions/" + function + "/versions", "{\"version\":\"v1\"}");
    host.call(
        "POST",
        "/fgs/functions/" + function + "/aliases",
        "{\"name\":\"live\",\"version\":\"v1\"}");
    assertEquals(
        201, host.call("POST", triggers + ":!live", TriggerApiTest.timer("every", "3m")).status());
    pass(Duration.ofMinutes(3));
    FakeInvoker.Call call = fired();
    assertNotNull(call);
    assertEquals("v1", call.function().version());
    assertEquals("live", call.event().alias());
    assertEquals(201, host.call("POST", triggers, TriggerApiTest.timer("every", "3m")).status());
  }
}
