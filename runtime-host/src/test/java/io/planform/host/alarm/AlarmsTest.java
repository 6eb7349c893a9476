package io.planform.host.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.planform.functiongraph.FunctionUrn;
import io.planform.host.iam.Credentials;
import io.planform.host.metric.Cost;
import io.planform.host.metric.Kind;
import io.planform.host.metric.Metrics;
import io.planform.host.metric.Statistics;
import io.planform.host.notice.Outbox;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.Json;
import io.planform.host.storage.HostDatabase;
import io.planform.host.topic.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules on real metrics, and a real webhook that is told. */
class AlarmsTest {
  private static final Credentials CREDENTIALS =
      new Credentials("AK", "SK", "0123456789abcdef0123456789abcdef", "local-1");
  private static final FunctionUrn URN =
      FunctionUrn.parse("urn:fss:local-1:%s:function:a-b:c-d".formatted(CREDENTIALS.project()))
          .orElseThrow();

  @TempDir Path home;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private volatile Instant now = Instant.parse("2026-01-31T08:00:30Z");
  private volatile int answer = 200;
  private HttpServer receiver;
  private HostDatabase database;
  private Metrics metrics;
  private Alarms alarms;
  private Topics topics;
  private Outbox outbox;

  @BeforeEach
  void open() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::receive);
    receiver.start();
    database = HostDatabase.open(home.resolve("host.db"), home.resolve("host.key"));
    metrics = Metrics.open(database, home.resolve("metrics"), List::of, () -> now);
    topics = new Topics(database, new OperationLedger(() -> now), () -> now);
    outbox = new Outbox(database, () -> now);
    alarms = newAlarms();
  }

  private Alarms newAlarms() {
    return new Alarms(
        database,
        topics,
        new Statistics(metrics, (_, _) -> (_, _) -> 0),
        urn -> urn.equals(URN) ? Optional.of("id") : Optional.empty(),
        CREDENTIALS,
        () -> now);
  }

  @AfterEach
  void close() throws IOException {
    alarms.close();
    outbox.close();
    metrics.close();
    database.close();
    receiver.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    JsonNode body = Json.read(exchange.getRequestBody().readAllBytes());
    told.add(
        "%s %s %s %s"
            .formatted(
                exchange.getRequestURI().getPath(),
                body.path("alarm_name").asText(),
                body.path("alarm_state").asText(),
                body.path("value").asText()));
    notices.add(exchange.getRequestHeaders().getFirst("X-Planform-Notice"));
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  private void rule(String metric, String condition) {
    String base = "http://127.0.0.1:" + receiver.getAddress().getPort();
    AlarmRule rule =
        AlarmRule.read(
            """
            {"alarm_name":"rule","metric":{"namespace":"SYS.FunctionGraph","metric_name":"%s",
              "dimensions":[{"name":"package-functionname","value":"a-b-c-d"}]},
             "condition":{"unit":"Count",%s},
             "alarm_actions":[{"type":"webhook","notificationList":["%s/broken"]}],
             "ok_actions":[{"type":"webhook","notificationList":["%s/holds"]}]}
            """
                .formatted(metric, condition, base, base));
    database.write(
        connection -> {
          AlarmTable.insert(connection, new StoredRule("al1", rule, true, true, AlarmState.OK, 0));
          return true;
        });
  }

  private void call(Kind kind, double millis) {
    metrics.begin("id", URN, "latest").end(kind, new Cost(millis, 0, false, 128, 0));
  }

  private void minutePasses() {
    now = now.plus(Duration.ofMinutes(1));
    alarms.judge();
    outbox.deliver();
  }

  private static String condition(
      int period, String filter, String operator, int value, int count) {
    return "\"period\":%d,\"filter\":\"%s\",\"comparison_operator\":\"%s\",\"value\":%d,\"count\":%d"
        .formatted(period, filter, operator, value, count);
  }

  @Test
  void tellsOnceWhenItIsBrokenAndOnceWhenItHoldsAgain() {
    rule("failcount", condition(1, "sum", ">=", 2, 1));
    minutePasses();
    assertEquals(List.of(), told);
    call(Kind.FUNCTION_ERROR, 1);
    call(Kind.FUNCTION_ERROR, 1);
    minutePasses();
    call(Kind.SYSTEM_ERROR, 0);
    call(Kind.FUNCTION_ERROR, 1);
    minutePasses();
    assertEquals(List.of("/broken rule alarm 2.0"), told);
    minutePasses();
    minutePasses();
    assertEquals(List.of("/broken rule alarm 2.0", "/holds rule ok 0.0"), told);
  }

  @Test
  void asksForAsManyPeriodsInARowAsItSays() {
    rule("count", condition(1, "sum", ">", 0, 2));
    call(Kind.SUCCESS, 1);
    minutePasses();
    minutePasses();
    assertEquals(List.of(), told);
    call(Kind.SUCCESS, 1);
    minutePasses();
    call(Kind.SUCCESS, 1);
    minutePasses();
    assertEquals(List.of("/broken rule alarm 1.0"), told);
  }

  @Test
  void takesTheMinutesOfAPeriodTogether() {
    rule("maxDuration", condition(300, "max", ">=", 100, 1));
    call(Kind.SUCCESS, 120);
    minutePasses();
    call(Kind.SUCCESS, 20);
    minutePasses();
    assertEquals(List.of("/broken rule alarm 120.0"), told);
    for (int i = 0; i < 3; i++) {
      minutePasses();
    }
    assertEquals(1, told.size());
    minutePasses();
    assertEquals("/holds rule ok 20.0", told.get(1));
  }

  @Test
  void durationsOfNoCallsChangeNothing() {
    rule("duration", condition(1, "average", "<", 50, 1));
    minutePasses();
    assertEquals(List.of(), told);
    call(Kind.SUCCESS, 10);
    minutePasses();
    minutePasses();
    assertEquals(List.of("/broken rule alarm 10.0"), told);
  }

  @Test
  void tellsAgainWhatWasNotHeard() {
    rule("count", condition(1, "sum", ">=", 1, 1));
    answer = 503;
    call(Kind.SUCCESS, 1);
    minutePasses();
    outbox.deliver();
    assertEquals(1, told.size(), "not before its time");
    answer = 200;
    now = now.plusSeconds(5);
    outbox.deliver();
    now = now.plusSeconds(500);
    outbox.deliver();
    assertEquals(List.of("/broken rule alarm 1.0", "/broken rule alarm 1.0"), told);
    assertEquals(notices.get(0), notices.get(1), "the same notice");
  }

  @Test
  void whatWasNotToldOutlivesTheHost() throws IOException {
    rule("count", condition(1, "sum", ">=", 1, 1));
    call(Kind.SUCCESS, 1);
    now = now.plus(Duration.ofMinutes(1));
    alarms.judge();
    alarms.close();
    outbox.close();
    assertEquals(List.of(), told);
    alarms = newAlarms();
    outbox = new Outbox(database, () -> now);
    outbox.deliver();
    assertEquals(List.of("/broken rule alarm 1.0"), told);
  }

  @Test
  void aWebhookThatIsNotThereIsGivenUpAfterADay() {
    rule("count", condition(1, "sum", ">=", 1, 1));
    receiver.stop(0);
    call(Kind.SUCCESS, 1);
    minutePasses();
    now = now.plus(Duration.ofDays(2));
    outbox.deliver();
    assertEquals(
        0,
        database.<Long>read(
            connection -> {
              try (var select = connection.prepareStatement("SELECT count(*) FROM notice")) {
                return select.executeQuery().getLong(1);
              }
            }));
    assertTrue(told.isEmpty());
  }
}
