package io.planform.huaweicloud;

import static io.planform.huaweicloud.LocalSession.FUNCTION;
import static io.planform.huaweicloud.LocalSession.OPERATION;
import static io.planform.huaweicloud.LocalSession.URN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.functiongraph.code.CodeDigest;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.CodePackages;
import io.planform.spi.provider.FunctionOperations;
import io.planform.spi.provider.FunctionOperations.Invoked;
import io.planform.spi.provider.FunctionOperations.LogEntry;
import io.planform.spi.provider.FunctionOperations.LogQuery;
import io.planform.spi.provider.FunctionOperations.Logged;
import io.planform.spi.provider.FunctionOperations.Measured;
import io.planform.spi.provider.FunctionOperations.Point;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionContractTest {
  private static final String FUNCTIONS = "/v2/p1/fgs/functions";
  private static final String ONE = FUNCTIONS + "/" + URN;
  private static final String ZIP = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});
  private static final String DIGEST = CodeDigest.of(new byte[] {1, 2, 3}).hex();
  private static final String SHOWN =
      "{'func_urn':'"
          + URN
          + ":latest','func_name':'hello','package':'default','runtime':'Node.js18.15',"
          + "'handler':'index.handler','memory_size':128,'timeout':30,'code_type':'zip',"
          + "'version':'latest','description':'','digest':'"
          + DIGEST
          + "','type':'v2','strategy_config':{'concurrency':400,'concurrent_num':1},"
          + "'initializer_handler':'','initializer_timeout':0,'app_xrole':'',"
          + "'enable_auth_in_header':false,'ephemeral_storage':512,'custom_image':{'enabled':false,'image':''}";

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

  private static Map<String, Value> hello() {
    Map<String, Value> arguments = new HashMap<>();
    arguments.put("name", Value.of("hello"));
    arguments.put("app", Value.of("default"));
    arguments.put("runtime", Value.of("Node.js18.15"));
    arguments.put("handler", Value.of("index.handler"));
    arguments.put("memory_size", Value.of(128));
    arguments.put("timeout", Value.of(30));
    arguments.put("code_type", Value.of("zip"));
    arguments.put("func_code", Value.of(ZIP));
    return arguments;
  }

  private static Value.Obj configuration(Map<String, Value> more) {
    Map<String, Value> arguments = hello();
    arguments.putAll(more);
    return LocalSession.configuration(FUNCTION, arguments);
  }

  private Outcome create(Value.Obj configuration) {
    Planned planned = session.plan(FUNCTION, null, configuration);
    return session.create(FUNCTION, planned.state(), configuration, OPERATION);
  }

  private Value.Obj created() {
    api.answers("POST " + FUNCTIONS, 200, "{'func_urn':'" + URN + ":latest'}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    Value.Obj state = assertInstanceOf(Outcome.Done.class, create(configuration(Map.of()))).state();
    api.forget();
    return state;
  }

  @Test
  void foreseesWhatFollowsFromNames() {
    Value.Obj planned = session.plan(FUNCTION, null, configuration(Map.of())).state();
    assertEquals(Value.of(URN), planned.get("urn"));
    assertEquals(Value.of(URN), planned.get("id"));
    assertEquals(Value.of("latest"), planned.get("version"));
    assertEquals(Value.of("local-1"), planned.get("region"));
    assertEquals(Value.of("sha512:" + DIGEST), planned.get("func_code"));
    assertTrue(planned.get("ephemeral_storage").isUnknown());
    assertTrue(planned.get("description").isNull());
  }

  /** As it is where a manifest ignores changes of the code. */
  @Test
  void codeThatIsGivenByTheDigestTheStateKeepsIsNoOther() {
    Value.Obj state = created();
    Value.Obj configuration = configuration(Map.of("func_code", Value.of("sha512:" + DIGEST)));
    Value.Obj planned = session.plan(FUNCTION, state, configuration).state();
    assertEquals(Value.of("sha512:" + DIGEST), planned.get("func_code"));
  }

  @Test
  void createsWithOneCallWhereThatIsEnough() {
    api.answers("POST " + FUNCTIONS, 200, "{'func_urn':'" + URN + ":latest'}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    Outcome.Done done = assertInstanceOf(Outcome.Done.class, create(configuration(Map.of())));
    assertEquals(
        "POST /v2/p1/fgs/functions {'func_name':'hello','runtime':'Node.js18.15',"
            + "'memory_size':128,'timeout':30,'package':'default','handler':'index.handler',"
            + "'code_type':'zip','func_code':{'file':'AQID'}}\n"
            + "GET "
            + ONE
            + "/config",
        api.requests());
    assertEquals(Value.of(URN), done.state().get("urn"));
    assertEquals(Value.of("sha512:" + DIGEST), done.state().get("func_code"));
    assertEquals(Value.of("400"), done.state().get("max_instance_num"));
    assertTrue(done.state().get("description").isNull());
    assertTrue(done.state().isWhollyKnown());
  }

  @Test
  void tellsTheHostOperationAndFence() {
    created();
    api.answers("DELETE " + ONE, 204, "");
    session.delete(
        FUNCTION, LocalSession.configuration(FUNCTION, Map.of("urn", Value.of(URN))), OPERATION);
    Map<String, String> headers = api.headers().getFirst();
    assertEquals("op-1", headers.get("x-planform-operation"));
    assertEquals("lineage-1", headers.get("x-planform-lineage"));
    assertEquals("7", headers.get("x-planform-fence"));
  }

  @Test
  void makesTheFurtherCallsThatSettingsNeed() {
    api.answers("POST " + FUNCTIONS, 200, "{'func_urn':'" + URN + ":latest'}");
    api.answers("PUT " + ONE + "/config", 200, "{}");
    api.answers("PUT " + ONE + "/code", 200, "{}");
    api.answers("PUT " + ONE + "/config-max-instance", 200, "{}");
    api.answers("POST /v2/p1/functions/" + URN + ":latest/tags/create", 204, "");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    create(
        configuration(
            Map.of(
                "vpc_id", Value.of("vpc"),
                "network_id", Value.of("net"),
                "initializer_handler", Value.of("index.init"),
                "depend_list", new Value.SetOf(Type.STRING, List.of(Value.of("d1"))),
                "max_instance_num", Value.of("0"),
                "tags", new Value.MapOf(Type.STRING, Map.of("team", Value.of("a"))))));
    assertEquals(
        "PUT "
            + ONE
            + "/config {'runtime':'Node.js18.15','memory_size':128,'timeout':30,"
            + "'package':'default','handler':'index.handler','initializer_handler':'index.init',"
            + "'func_vpc':{'vpc_id':'vpc','subnet_id':'net'}}\n"
            + "PUT "
            + ONE
            + "/code {'code_type':'zip','func_code':{'file':'AQID'},'depend_version_list':['d1']}\n"
            + "PUT "
            + ONE
            + "/config-max-instance {'max_instance_num':0}\n"
            + "POST /v2/p1/functions/"
            + URN
            + ":latest/tags/create {'action':'create','tags':[{'key':'team','value':'a'}]}\n"
            + "GET "
            + ONE
            + "/config",
        api.requests().substring(api.requests().indexOf('\n') + 1));
  }

  @Test
  void plansNothingRightAfter() {
    Value.Obj state = created();
    Planned again = session.plan(FUNCTION, state, configuration(Map.of()));
    assertEquals(state, again.state());
    assertEquals(Set.of(), again.replace());
  }

  @Test
  void followsLiveValuesOfWhatIsNotDeclared() {
    Value.Obj state = created().with("ephemeral_storage", Value.of(10_240));
    assertEquals(state, session.plan(FUNCTION, state, configuration(Map.of())).state());
  }

  @Test
  void seesCodeThatSomebodyElseChanged() {
    Value.Obj state = created();
    api.answers("GET " + ONE + "/config", 200, SHOWN.replace(DIGEST, "other") + "}");
    Value.Obj live = session.read(FUNCTION, state).state();
    assertEquals(Value.of("sha512:other"), live.get("func_code"));
    assertEquals(
        Value.of("sha512:" + DIGEST),
        session.plan(FUNCTION, live, configuration(Map.of())).state().get("func_code"));
  }

  @Test
  void tellsCodeThatDiffersByReadingItBack() {
    CodePackages packages = assertInstanceOf(CodePackages.class, session);
    Value.Obj state = created();
    assertNull(packages.changedCode(FUNCTION, state, configuration(Map.of())));
    assertEquals("", api.requests());

    Value.Obj other = configuration(Map.of("func_code", Value.of("exports.handler = 1")));
    api.answers("GET " + ONE + "/code", 200, "{'func_code':{'file':'AQID','link':''}}");
    CodePackages.Changed changed = packages.changedCode(FUNCTION, state, other);
    assertNotNull(changed);
    assertEquals("func_code", changed.attribute());
    assertArrayEquals(new byte[] {1, 2, 3}, changed.before());
    assertEquals("exports.handler = 1", new String(changed.after(), StandardCharsets.UTF_8));

    api.forget();
    api.answers("GET " + ONE + "/code", 200, "{'func_code':{'file':'','link':'elsewhere'}}");
    assertNull(packages.changedCode(FUNCTION, state, other));
  }

  @Test
  void changesCodeByTheCodeCall() {
    Value.Obj state = created();
    api.answers("PUT " + ONE + "/code", 200, "{}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    update(state, configuration(Map.of("func_code", Value.of("exports.handler = 1"))));
    assertEquals(
        "PUT "
            + ONE
            + "/code {'code_type':'zip','func_code':{'file':'"
            + Base64.getEncoder()
                .encodeToString("exports.handler = 1".getBytes(StandardCharsets.UTF_8))
            + "'}}\nGET "
            + ONE
            + "/config",
        api.requests());
  }

  @Test
  void changesEverythingElseByTheConfigurationCall() {
    Value.Obj state = created();
    api.answers("PUT " + ONE + "/config", 200, "{}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    update(state, configuration(Map.of("memory_size", Value.of(256))));
    assertEquals(
        "PUT "
            + ONE
            + "/config {'runtime':'Node.js18.15','memory_size':256,'timeout':30,"
            + "'package':'default','handler':'index.handler','ephemeral_storage':512,"
            + "'strategy_config':{'concurrent_num':1}}\nGET "
            + ONE
            + "/config",
        api.requests());
  }

  @Test
  void clearsWhatIsNoLongerDeclared() {
    Value.Obj state = created().with("description", Value.of("old"));
    api.answers("PUT " + ONE + "/config", 200, "{}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    update(state, configuration(Map.of()));
    assertTrue(api.requests().contains("'description':''"), api.requests());
  }

  @Test
  void aNewNameReplaces() {
    Value.Obj state = created();
    Planned planned =
        session.plan(FUNCTION, state, configuration(Map.of("name", Value.of("other"))));
    assertEquals(Set.of(ValuePath.of("name")), planned.replace());
    assertEquals(Value.of("urn:fss:local-1:p1:function:default:other"), planned.state().get("urn"));
  }

  @Test
  void aLostCreationIsFoundByItsUrn() {
    api.answers("POST " + FUNCTIONS, RecordedApi.NO_ANSWER, "");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    Value.Obj configuration = configuration(Map.of());
    Value.Obj planned = session.plan(FUNCTION, null, configuration).state();
    assertInstanceOf(
        Outcome.Lost.class, session.create(FUNCTION, planned, configuration, OPERATION));
    assertEquals("POST " + FUNCTIONS, api.requests().substring(0, ("POST " + FUNCTIONS).length()));
    assertEquals(
        List.of(Value.of(URN)),
        session.lookup(FUNCTION, planned, OPERATION).candidates().stream()
            .map(each -> each.get("urn"))
            .toList());
  }

  @Test
  void aCreationThatStopsHalfWayIsPartial() {
    api.answers("POST " + FUNCTIONS, 200, "{'func_urn':'" + URN + ":latest'}");
    api.answers("PUT " + ONE + "/config", 400, "{'error_code':'FSS.1037','error_msg':'No subnet'}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    Outcome.Partial partial =
        assertInstanceOf(
            Outcome.Partial.class,
            create(
                configuration(
                    Map.of("vpc_id", Value.of("vpc"), "network_id", Value.of("nowhere")))));
    assertEquals(Value.of(URN), partial.state().get("urn"));
    assertTrue(partial.state().get("vpc_id").isNull());
    assertEquals(ValuePath.of("network_id"), partial.diagnostics().getFirst().path());
  }

  @Test
  void aRefusalTellsCodeReasonAndRequestAndHidesSecrets() {
    api.answers(
        "POST " + FUNCTIONS,
        400,
        "{'error_code':'FSS.1007','error_msg':'Bad memory for SECRET-KEY'}",
        Map.of("X-Request-Id", "r-1"));
    Outcome.Refused refused =
        assertInstanceOf(Outcome.Refused.class, create(configuration(Map.of())));
    Diagnostic diagnostic = refused.diagnostics().getFirst();
    assertEquals(
        "Bad memory for (secret key) (POST /v2/p1/fgs/functions: HTTP 400, FSS.1007, request r-1)",
        diagnostic.detail());
    assertEquals(ValuePath.of("memory_size"), diagnostic.path());
  }

  @Test
  void isAskedAgainAfterTooManyRequests() {
    api.answers("POST " + FUNCTIONS, 429, "{'error_code':'FSS.0429'}");
    api.answers("POST " + FUNCTIONS, 503, "{'error_code':'FSS.0503'}");
    api.answers("POST " + FUNCTIONS, 200, "{'func_urn':'" + URN + ":latest'}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    assertInstanceOf(Outcome.Done.class, create(configuration(Map.of())));
  }

  @Test
  void aReadIsAskedAgainAfterALostAnswer() {
    Value.Obj state = created();
    api.answers("GET " + ONE + "/config", RecordedApi.NO_ANSWER, "");
    api.answers("GET " + ONE + "/config", 502, "");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    assertEquals(state, session.read(FUNCTION, state).state());
  }

  @Test
  void whatIsGoneReadsAsNothingAndIsDeleted() {
    Value.Obj state = created();
    api.answers("GET " + ONE + "/config", 404, "{'error_code':'FSS.1051'}");
    api.answers("DELETE " + ONE, 404, "{'error_code':'FSS.1051'}");
    assertEquals(new Read(null, List.of()), session.read(FUNCTION, state));
    assertEquals(new Outcome.Done(null), session.delete(FUNCTION, state, OPERATION));
  }

  @Test
  void aHostThatDoesNotRunIsSaidSo() throws IOException {
    api.close();
    Outcome.Refused refused =
        assertInstanceOf(Outcome.Refused.class, create(configuration(Map.of())));
    assertEquals(
        "The local runtime host is not running", refused.diagnostics().getFirst().summary());
    assertEquals("planform host up", refused.diagnostics().getFirst().hint());
    Files.delete(home.resolve("host/host.json"));
    Outcome.Refused again =
        assertInstanceOf(Outcome.Refused.class, create(configuration(Map.of())));
    assertEquals("planform host up", again.diagnostics().getFirst().hint());
  }

  @Test
  void isImportedByItsUrnOrAShortOne() {
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    api.answers("GET " + ONE + "/versions", 200, "{'versions':[{'version':'latest'}]}");
    api.answers("GET " + ONE + "/aliases", 200, "[]");
    Value.Obj state = session.importObject(FUNCTION, "default:hello").state();
    assertEquals(Value.of("hello"), state.get("name"));
    assertEquals(Set.of(), session.plan(FUNCTION, state, configuration(Map.of())).replace());
    assertEquals(state, session.plan(FUNCTION, state, configuration(Map.of())).state());
  }

  @Test
  void encryptedUserDataIsNeverShown() {
    Value secret = Value.of("{\"password\":\"hunter2\"}");
    Value.Obj planned =
        session.plan(FUNCTION, null, configuration(Map.of("encrypted_user_data", secret))).state();
    assertTrue(planned.get("encrypted_user_data").isSensitive());
    assertFalse(planned.toString().contains("hunter2"));
  }

  @Test
  void aRefusalDoesNotRepeatSensitiveArguments() {
    api.answers("POST " + FUNCTIONS, 400, "{'error_msg':'Bad handler hunter2.main'}");
    Value handler = new Value.Marked(Value.of("hunter2.main"), Marks.SENSITIVE);
    Outcome.Refused refused =
        assertInstanceOf(Outcome.Refused.class, create(configuration(Map.of("handler", handler))));
    assertTrue(
        refused.diagnostics().getFirst().detail().startsWith("Bad handler (sensitive value)"));
  }

  @Test
  void refusesWhatIsNotBuiltAndWhatCannotBe() {
    Value.Obj reserved =
        LocalSession.filled(
            new HuaweicloudProvider()
                .resourceTypes()
                .get(FUNCTION)
                .blocks()
                .get("reserved_instances")
                .schema(),
            Map.of("qualifier_type", Value.of("version"), "count", Value.of(1)));
    Map<String, Value> reserving =
        Map.of("reserved_instances", new Value.SetOf(Type.DYNAMIC, List.of(reserved)));
    assertEquals(List.of(), session.validate(Kind.MANAGED, FUNCTION, configuration(reserving)));
    assertEquals(
        List.of(ValuePath.of("reserved_instances")),
        session.refusals(FUNCTION, configuration(reserving)).stream()
            .map(Diagnostic::path)
            .toList());
    assertEquals(List.of(), session.refusals(FUNCTION, configuration(Map.of())));
    assertFault(Map.of("name", Value.of("1hello")), "name");
    assertFault(Map.of("timeout", Value.of(2)), "timeout");
    assertFault(Map.of("vpc_id", Value.of("v")), "network_id");
    assertFault(Map.of("user_data", Value.of("[]")), "user_data");
    assertFault(Map.of("code_type", Value.of("tar")), "code_type");
    assertFault(Map.of("code_type", Value.of("obs")), "code_url");
    assertFault(Map.of("max_instance_num", Value.of("many")), "max_instance_num");
    assertEquals(List.of(), session.validate(Kind.MANAGED, FUNCTION, configuration(Map.of())));
  }

  private void assertFault(Map<String, Value> more, String path) {
    assertEquals(
        List.of(ValuePath.of(path)),
        session.validate(Kind.MANAGED, FUNCTION, configuration(more)).stream()
            .map(Diagnostic::path)
            .toList());
  }

  @Test
  void unknownArgumentsStayUnknown() {
    Value.Obj planned =
        session
            .plan(
                FUNCTION,
                null,
                configuration(
                    Map.of(
                        "func_code", new Value.Unknown(Type.STRING),
                        "name", new Value.Unknown(Type.STRING))))
            .state();
    assertTrue(planned.get("func_code").isUnknown());
    assertTrue(planned.get("urn").isUnknown());
  }

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
            "'labels':{'version':'v1','status':'timed_out'}")) {
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

  private void update(Value.Obj state, Value.Obj configuration) {
    Planned planned = session.plan(FUNCTION, state, configuration);
    assertEquals(Set.of(), planned.replace());
    assertInstanceOf(
        Outcome.Done.class,
        session.update(FUNCTION, state, planned.state(), configuration, OPERATION));
  }
}
