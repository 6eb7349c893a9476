package io.planform.huaweicloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.FunctionOperations;
import io.planform.spi.provider.FunctionOperations.Invoked;
import io.planform.spi.provider.FunctionOperations.LogEntry;
import io.planform.spi.provider.FunctionOperations.LogQuery;
import io.planform.spi.provider.FunctionOperations.Logged;
import io.planform.spi.provider.FunctionOperations.Measured;
import io.planform.spi.provider.FunctionOperations.Point;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Functions that are called, and what is read of their calls. */
class FunctionCallsTest extends FunctionContract {
  @Test
  void isInvoked() {
    api.answers(
        "POST " + ONE + "/invocations",
        200,
        "{'ok':true}",
        Map.of(
            "X-Cff-Request-Id", "r-1",
            "X-Is-Func-Err", "false",
            "X-Cff-Function-Log",
                Base64.getEncoder().encodeToString("log".getBytes(StandardCharsets.UTF_8))));
    Invoked.Answered answered =
        assertInstanceOf(
            Invoked.Answered.class,
            ((FunctionOperations) session)
                .invoke("default:hello", "{}".getBytes(StandardCharsets.UTF_8), true));
    assertEquals("r-1", answered.requestId());
    assertEquals("log", answered.log());
    assertFalse(answered.failed());
    assertEquals("{\"ok\":true}", new String(answered.result(), StandardCharsets.UTF_8));
    assertEquals("tail", api.headers().getFirst().get("x-cff-log-type"));
  }

  @Test
  void saysWhyAFunctionThatWasCalledFailed() {
    api.answers(
        "POST " + ONE + "/invocations",
        500,
        "{'error_code':'FSS.0500','error_msg':'The process ended with status 3'}",
        Map.of(
            "X-Cff-Function-Log",
            Base64.getEncoder().encodeToString("log".getBytes(StandardCharsets.UTF_8))));
    Invoked.NotAnswered failed =
        assertInstanceOf(
            Invoked.NotAnswered.class,
            ((FunctionOperations) session)
                .invoke("default:hello", "{}".getBytes(StandardCharsets.UTF_8), true));
    assertEquals("log", failed.log());
    assertEquals(
        List.of(
            Diagnostic.error("The function failed", "The process ended with status 3 (FSS.0500).")
                .withHint(
                    "mend its code or its settings, then planform apply; "
                        + "planform invoke hello -tail shows what it logs")),
        failed.diagnostics());
  }

  private static final LogQuery LATEST_FAILED =
      new LogQuery(
          Instant.ofEpochMilli(1000),
          Instant.ofEpochMilli(2000),
          "",
          "v1",
          "timed_out",
          "boom",
          "7",
          true,
          5);

  @Test
  void searchesTheLogStreamOfAFunction() {
    api.answers("GET " + ONE + "/lts-log-detail", 200, "{'group_id':'g','stream_id':'s'}");
    api.answers(
        "POST " + FUNCTIONS.replace("fgs/functions", "groups/g/streams/s/content/query"),
        200,
        "{'logs':[{'content':'text','line_num':'9','labels':{'request_id':'r','version':'v1',"
            + "'status':'timed_out','collectTime':'1500'}}],'count':1,'isQueryComplete':false}");
    assertEquals(
        new Logged.Found(
            List.of(new LogEntry("9", Instant.ofEpochMilli(1500), "r", "v1", "timed_out", "text")),
            false),
        ((FunctionOperations) session).logs("default:hello:v1", LATEST_FAILED));
    String sent = api.requests();
    for (String part :
        List.of(
            "'start_time':'1000'",
            "'end_time':'2000'",
            "'is_desc':true",
            "'limit':5",
            "'keywords':'boom'",
            "'line_num':'7'",
            "'labels':{'version':'v1','status':'timed_out','function':'default:hello'}")) {
      assertTrue(sent.contains(part), sent);
    }
  }

  @Test
  void leavesOutValuesThatAStepDoesNotHave() {
    api.answers(
        "GET " + ONE + "/statistics/5",
        200,
        "{'count':[{'timestamp':60000,'value':-1},{'timestamp':120000,'value':2}],"
            + "'duration':[{'timestamp':60000,'value':-1},{'timestamp':120000,'value':1.5}]}");
    assertEquals(
        new Measured.Found(
            List.of(
                new Point(Instant.ofEpochMilli(60000), Map.of()),
                new Point(Instant.ofEpochMilli(120000), Map.of("count", 2.0, "duration", 1.5)))),
        ((FunctionOperations) session).metrics("default:hello", 5));
  }

  @Test
  void tellsWhyLogsAndMetricsCannotBeRead() {
    api.answers(
        "GET " + ONE + "/lts-log-detail", 403, "{'error_code':'FSS.0403','error_msg':'No'}");
    api.answers("GET " + ONE + "/statistics/5", 404, "{'error_code':'FSS.1051','error_msg':'No'}");
    assertInstanceOf(
        Logged.NotRead.class, ((FunctionOperations) session).logs("default:hello", LATEST_FAILED));
    assertInstanceOf(
        Measured.NotRead.class, ((FunctionOperations) session).metrics("default:hello", 5));
  }
}
