package io.planform.huaweicloud;

import static io.planform.huaweicloud.LocalSession.OPERATION;
import static io.planform.huaweicloud.LocalSession.URN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types that stand for something done once. */
class ActionContractTest {
  private static final String TOPPING = "huaweicloud_fgs_function_topping";
  private static final String LOGS = "huaweicloud_fgs_lts_log_enable";
  private static final String STATUS = "huaweicloud_fgs_function_trigger_status_action";
  private static final String FUNCTIONS = "/v2/p1/fgs/functions/";

  @TempDir Path home;
  private RecordedApi api;
  private ProviderSession session;

  @BeforeEach
  void open() throws IOException {
    api = new RecordedApi();
    LocalSession.hostRunsAt(home, api.url());
    session = LocalSession.open(home);
  }

  @AfterEach
  void close() {
    session.close();
    api.close();
  }

  private Value.Obj create(String type, Map<String, Value> arguments) {
    Value.Obj configuration = LocalSession.configuration(type, arguments);
    assertEquals(List.of(), session.validate(Kind.MANAGED, type, configuration));
    Value.Obj planned = session.plan(type, null, configuration).state();
    Outcome outcome = session.create(type, planned, configuration, OPERATION);
    Value.Obj state = assertInstanceOf(Outcome.Done.class, outcome).state();
    assertNotNull(state);
    assertEquals(state, session.plan(type, state, configuration).state());
    return state;
  }

  @Test
  void aFunctionIsPinnedAndReleased() {
    api.answers("PUT " + FUNCTIONS + URN + "/collect/true", 200, "{}");
    api.answers("GET " + FUNCTIONS + URN + "/config", 200, "{}");
    Value.Obj state = create(TOPPING, Map.of("function_urn", Value.of(URN)));
    assertEquals(Value.of(URN), state.get("id"));
    api.answers("PUT " + FUNCTIONS + URN + "/collect/false", 200, "{}");
    assertInstanceOf(Outcome.Done.class, session.delete(TOPPING, state, OPERATION));
    api.forget();
    api.answers("GET " + FUNCTIONS + URN + "/config", 404, "{'error_code':'FSS.1051'}");
    assertNull(session.read(TOPPING, state).state());
  }

  @Test
  void logsAreEnabledAndStaySo() {
    api.answers("POST /v2/p1/fgs/functions/enable-lts-logs", 200, "{}");
    Value.Obj state = create(LOGS, Map.of());
    assertEquals(Value.of("local-1"), state.get("id"));
    assertInstanceOf(Outcome.Done.class, session.delete(LOGS, state, OPERATION));
    assertEquals("POST /v2/p1/fgs/functions/enable-lts-logs {}", api.requests());
  }

  private static Map<String, Value> status(String status) {
    return Map.of(
        "function_urn", Value.of(URN),
        "trigger_type_code", Value.of("TIMER"),
        "trigger_id", Value.of("t-1"),
        "trigger_status", Value.of(status),
        "event_data", Value.of("{\"name\":\"often\"}"));
  }

  @Test
  void aTriggerIsSwitched() {
    String trigger = "/v2/p1/fgs/triggers/" + URN + "/TIMER/t-1";
    api.answers("PUT " + trigger, 200, "{}");
    api.answers("GET " + trigger, 200, "{}");
    assertEquals(Value.of("t-1"), create(STATUS, status("DISABLED")).get("id"));
    assertEquals(
        "PUT "
            + trigger
            + " {'trigger_status':'DISABLED','event_data':{'name':'often'}}\nGET "
            + trigger,
        api.requests());
  }

  @Test
  void otherStatusesAreRefused() {
    assertEquals(
        List.of("Invalid status"),
        session
            .validate(Kind.MANAGED, STATUS, LocalSession.configuration(STATUS, status("OFF")))
            .stream()
            .map(Diagnostic::summary)
            .toList());
  }
}
