package io.planform.huaweicloud;

import static io.planform.huaweicloud.LocalSession.OPERATION;
import static io.planform.huaweicloud.LocalSession.TRIGGER;
import static io.planform.huaweicloud.LocalSession.URN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggerContractTest {
  private static final String ALL = "/v2/p1/fgs/triggers/" + URN;
  private static final String ONE = ALL + "/TIMER/t-1";
  private static final String DATA =
      "{ \"name\": \"tick\", \"schedule_type\": \"Rate\", \"schedule\": \"3m\" }";
  private static final String LIVE_DATA =
      "{'schedule':'3m','schedule_type':'Rate','name':'tick','added':1}";

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

  private static String shown(String status) {
    return "{'trigger_id':'t-1','trigger_type_code':'TIMER','trigger_status':'"
        + status
        + "','event_data':"
        + LIVE_DATA
        + ",'created_time':'2026-01-01T00:00:00Z','last_updated_time':'2026-01-01T00:00:00Z'}";
  }

  private static Value.Obj configuration(Map<String, Value> more) {
    Map<String, Value> arguments = new HashMap<>();
    arguments.put("function_urn", Value.of(URN));
    arguments.put("type", Value.of("TIMER"));
    arguments.put("event_data", Value.of(DATA));
    arguments.putAll(more);
    return LocalSession.configuration(TRIGGER, arguments);
  }

  private Outcome create(Value.Obj configuration) {
    Planned planned = session.plan(TRIGGER, null, configuration);
    return session.create(TRIGGER, planned.state(), configuration, OPERATION);
  }

  private Value.Obj created() {
    api.answers("POST " + ALL, 201, shown("ACTIVE"));
    api.answers("GET " + ONE, 200, shown("ACTIVE"));
    Value.Obj state = assertInstanceOf(Outcome.Done.class, create(configuration(Map.of()))).state();
    api.forget();
    return state;
  }

  @Test
  void isCreatedWithoutStatusAndKeepsTheUsersText() {
    api.answers("POST " + ALL, 201, shown("ACTIVE"));
    api.answers("GET " + ONE, 200, shown("ACTIVE"));
    Outcome.Done done = assertInstanceOf(Outcome.Done.class, create(configuration(Map.of())));
    assertEquals(
        "POST "
            + ALL
            + " {'trigger_type_code':'TIMER','event_data':"
            + "{'name':'tick','schedule_type':'Rate','schedule':'3m'}}\nGET "
            + ONE,
        api.requests());
    assertEquals(Value.of(DATA), done.state().get("event_data"));
    assertEquals(Value.of("t-1"), done.state().get("id"));
    assertEquals(Value.of("ACTIVE"), done.state().get("status"));
  }

  @Test
  void anotherStatusIsSetAfterwardsAndAwaited() {
    api.answers("POST " + ALL, 201, shown("ACTIVE"));
    api.answers("GET " + ONE, 200, shown("ACTIVE"));
    api.answers("GET " + ONE, 200, shown("DISABLING"));
    api.answers("GET " + ONE, 200, shown("DISABLED"));
    api.answers("PUT " + ONE, 200, "{}");
    Outcome.Done done =
        assertInstanceOf(
            Outcome.Done.class, create(configuration(Map.of("status", Value.of("DISABLED")))));
    assertTrue(
        api.requests()
            .contains(
                "PUT "
                    + ONE
                    + " {'event_data':{'name':'tick','schedule_type':'Rate','schedule':'3m'},"
                    + "'trigger_status':'DISABLED'}"),
        api.requests());
    assertEquals(Value.of("DISABLED"), done.state().get("status"));
  }

  @Test
  void aDeclaredStatusThatIsTheDefaultNeedsNoFurtherCall() {
    api.answers("POST " + ALL, 201, shown("ACTIVE"));
    api.answers("GET " + ONE, 200, shown("ACTIVE"));
    create(configuration(Map.of("status", Value.of("ACTIVE"))));
    assertTrue(!api.requests().contains("PUT"), api.requests());
  }

  @Test
  void plansNothingRightAfterEvenIfWrittenOtherwise() {
    Value.Obj state = created();
    Value.Obj rewritten =
        configuration(
            Map.of(
                "event_data",
                Value.of("{\"schedule\":\"3m\",\"schedule_type\":\"Rate\",\"name\":\"tick\"}")));
    assertEquals(state, session.plan(TRIGGER, state, rewritten).state());
  }

  @Test
  void newEventDataIsChangedInPlace() {
    Value.Obj state = created();
    Value.Obj configuration =
        configuration(Map.of("event_data", Value.of(DATA.replace("3m", "4m"))));
    Planned planned = session.plan(TRIGGER, state, configuration);
    assertEquals(Set.of(), planned.replace());
    assertTrue(planned.state().get("updated_at").isUnknown());
    api.answers("PUT " + ONE, 200, "{}");
    api.answers("GET " + ONE, 200, shown("ACTIVE").replace("3m", "4m"));
    session.update(TRIGGER, state, planned.state(), configuration, OPERATION);
    assertTrue(api.requests().startsWith("PUT " + ONE + " {'event_data':{'name':'tick'"));
  }

  @Test
  void liveEventDataThatSaysSomethingElseIsSeen() {
    Value.Obj state = created();
    api.answers("GET " + ONE, 200, shown("ACTIVE").replace("3m", "9m"));
    assertTrue(session.read(TRIGGER, state).state().get("event_data").toString().contains("9m"));
  }

  @Test
  void anotherFunctionReplaces() {
    Value.Obj state = created();
    Value.Obj configuration = configuration(Map.of("function_urn", Value.of(URN + "2")));
    assertEquals(
        Set.of(ValuePath.of("function_urn")),
        session.plan(TRIGGER, state, configuration).replace());
  }

  @Test
  void aLostCreationIsFoundByTypeAndName() {
    api.answers("POST " + ALL, RecordedApi.NO_ANSWER, "");
    api.answers(
        "GET " + ALL,
        200,
        "["
            + shown("ACTIVE").replace("t-1", "t-0").replace("tick", "tock")
            + ","
            + shown("ACTIVE").replace("TIMER", "OBS").replace("t-1", "t-2")
            + ","
            + shown("ACTIVE")
            + "]");
    assertInstanceOf(Outcome.Lost.class, create(configuration(Map.of())));
    Value.Obj planned = session.plan(TRIGGER, null, configuration(Map.of())).state();
    assertEquals(
        List.of(Value.of("t-1")),
        session.lookup(TRIGGER, planned, OPERATION).candidates().stream()
            .map(each -> each.get("id"))
            .toList());
  }

  @Test
  void anAnswerThatDoesNotSayWhatWasMadeIsLost() {
    api.answers("POST " + ALL, 201, "{}");
    assertInstanceOf(Outcome.Lost.class, create(configuration(Map.of())));
  }

  @Test
  void aDeletionIsAwaited() {
    Value.Obj state = created();
    api.answers("DELETE " + ONE, 204, "");
    api.answers("GET " + ONE, 200, shown("ACTIVE"));
    api.answers("GET " + ONE, 404, "{'error_code':'FSS.1131'}");
    assertEquals(new Outcome.Done(null), session.delete(TRIGGER, state, OPERATION));
  }

  @Test
  void tellsTheAddressOfAnApi() {
    api.answers(
        "GET " + ALL + "/APIG/t-1",
        200,
        "{'trigger_id':'t-1','trigger_type_code':'APIG','trigger_status':'ACTIVE','event_data':{},"
            + "'invoke_url':'http://127.0.0.1:7480/hello'}");
    assertEquals(
        Value.of("http://127.0.0.1:7480/hello"),
        session.importObject(TRIGGER, URN + "/APIG/t-1").state().get("invoke_url"));
  }

  @Test
  void refusesWhatCannotBe() {
    assertFault(Map.of("event_data", Value.of("name = tick")), "event_data", "JSON object");
    assertFault(Map.of("event_data", Value.of("{}")), "event_data", "schedule_type");
    assertFault(
        Map.of("event_data", Value.of(DATA.replace("3m", "90m"))), "event_data", "1m to 60m");
    assertFault(Map.of("function_urn", Value.of("default:hello")), "function_urn", "default:hello");
    assertFault(Map.of("status", Value.of("ON")), "status", "ACTIVE or DISABLED");
    assertEquals(List.of(), session.validate(Kind.MANAGED, TRIGGER, configuration(Map.of())));
  }

  @Test
  void saysThatNoSubscriptionIsDeletedWithItsTrigger() {
    Value.Obj cascading = configuration(Map.of("cascade_delete_eg_subscription", Value.of(true)));
    assertEquals(List.of(), session.validate(Kind.MANAGED, TRIGGER, cascading));
    assertEquals(
        List.of(ValuePath.of("cascade_delete_eg_subscription")),
        session.refusals(TRIGGER, cascading).stream().map(Diagnostic::path).toList());
    assertEquals(List.of(), session.refusals(TRIGGER, configuration(Map.of())));
  }

  private void assertFault(Map<String, Value> more, String path, String detail) {
    Diagnostic diagnostic = session.validate(Kind.MANAGED, TRIGGER, configuration(more)).getFirst();
    assertEquals(ValuePath.of(path), diagnostic.path());
    assertTrue(diagnostic.detail().contains(detail), diagnostic.detail());
  }
}
