package io.planform.huaweicloud;

import static io.planform.huaweicloud.LocalSession.FUNCTION;
import static io.planform.huaweicloud.LocalSession.OPERATION;
import static io.planform.huaweicloud.LocalSession.URN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks {@code versions} of functions, and the aliases in them. */
class VersionContractTest {
  private static final String FUNCTIONS = "/v2/p1/fgs/functions";
  private static final String ONE = FUNCTIONS + "/" + URN;
  private static final String READ =
      String.join(
          "\n", "GET " + ONE + "/config", "GET " + ONE + "/versions", "GET " + ONE + "/aliases");
  private static final String SHOWN =
      "{'func_urn':'"
          + URN
          + ":latest','func_name':'hello','package':'default','runtime':'Node.js18.15',"
          + "'handler':'index.handler','memory_size':128,'timeout':30,'version':'latest'}";

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

  /** A block in short: {@code v1}, {@code v1=live}, {@code v1=live{'v2':10}}. */
  private static Value.Obj block(String text) {
    Schema versions =
        new HuaweicloudProvider().resourceTypes().get(FUNCTION).blocks().get("versions").schema();
    Schema aliases = versions.blocks().get("aliases").schema();
    String[] parts = text.split("=", 2);
    Map<String, Value> arguments = new HashMap<>();
    arguments.put("name", Value.of(parts[0]));
    List<Value> alias = new ArrayList<>();
    if (parts.length == 2) {
      int brace = parts[1].indexOf('{');
      Map<String, Value> of = new HashMap<>();
      of.put("name", Value.of(brace < 0 ? parts[1] : parts[1].substring(0, brace)));
      if (brace >= 0) {
        of.put(
            "additional_version_weights", Value.of(parts[1].substring(brace).replace('\'', '"')));
      }
      alias.add(LocalSession.filled(aliases, of));
    }
    arguments.put("aliases", new Value.ListOf(aliases.type(), alias));
    return LocalSession.filled(versions, arguments);
  }

  private static Value.Obj configuration(String... versions) {
    Map<String, Value> arguments = new HashMap<>();
    arguments.put("name", Value.of("hello"));
    arguments.put("app", Value.of("default"));
    arguments.put("runtime", Value.of("Node.js18.15"));
    arguments.put("handler", Value.of("index.handler"));
    arguments.put("memory_size", Value.of(128));
    arguments.put("timeout", Value.of(30));
    Schema schema =
        new HuaweicloudProvider().resourceTypes().get(FUNCTION).blocks().get("versions").schema();
    arguments.put(
        "versions",
        new Value.SetOf(
            schema.type(), Stream.of(versions).<Value>map(VersionContractTest::block).toList()));
    return LocalSession.configuration(FUNCTION, arguments);
  }

  /** What the API lists, in the same short form. */
  private void lists(String... versions) {
    List<String> listed = new ArrayList<>(List.of("{'version':'latest','version_description':''}"));
    List<String> aliases = new ArrayList<>();
    for (String version : versions) {
      String[] parts = version.split("=", 2);
      if (!parts[0].equals("latest")) {
        listed.add("{'version':'" + parts[0] + "','version_description':''}");
      }
      if (parts.length == 2) {
        int brace = parts[1].indexOf('{');
        aliases.add(
            "{'name':'"
                + (brace < 0 ? parts[1] : parts[1].substring(0, brace))
                + "','version':'"
                + parts[0]
                + "','description':''"
                + (brace < 0 ? "" : ",'additional_version_weights':" + parts[1].substring(brace))
                + "}");
      }
    }
    api.answers("GET " + ONE + "/config", 200, SHOWN);
    api.answers("GET " + ONE + "/versions", 200, "{'versions':[" + String.join(",", listed) + "]}");
    api.answers("GET " + ONE + "/aliases", 200, "[" + String.join(",", aliases) + "]");
  }

  private Value.Obj created(String... versions) {
    lists(versions);
    api.answers("POST " + FUNCTIONS, 200, "{'func_urn':'" + URN + ":latest'}");
    api.answers("POST " + ONE + "/versions", 200, "{}");
    api.answers("POST " + ONE + "/aliases", 200, "{}");
    Value.Obj configuration = configuration(versions);
    Value.Obj planned = session.plan(FUNCTION, null, configuration).state();
    Value.Obj state =
        assertInstanceOf(
                Outcome.Done.class, session.create(FUNCTION, planned, configuration, OPERATION))
            .state();
    assertEquals(planned.get("versions"), state.get("versions"));
    return state;
  }

  private Outcome update(Value.Obj state, Value.Obj configuration) {
    Planned planned = session.plan(FUNCTION, state, configuration);
    assertEquals(List.of(), planned.diagnostics());
    return session.update(FUNCTION, state, planned.state(), configuration, OPERATION);
  }

  private void answersAll(String... requests) {
    for (String request : requests) {
      api.answers(request, request.startsWith("DELETE") ? 204 : 200, "");
    }
  }

  @Test
  void publishesAndNamesAfterTheFunctionIsMade() {
    Value.Obj state = created("v1=live", "latest=newest");
    assertEquals(
        String.join(
            "\n",
            "POST "
                + FUNCTIONS
                + " {'func_name':'hello','runtime':'Node.js18.15','memory_size':128,'timeout':30,"
                + "'package':'default','handler':'index.handler'}",
            "POST " + ONE + "/versions {'version':'v1'}",
            "POST " + ONE + "/aliases {'version':'v1','description':'','name':'live'}",
            "POST " + ONE + "/aliases {'version':'latest','description':'','name':'newest'}",
            READ),
        api.requests());
    assertEquals(
        List.of("op-1", "op-1/version v1", "op-1/alias live", "op-1/alias newest"),
        api.headers().subList(0, 4).stream()
            .map(headers -> headers.get("x-planform-operation"))
            .toList());
    assertEquals(
        state, session.plan(FUNCTION, state, configuration("latest=newest", "v1=live")).state());
  }

  @Test
  void weightsChangeInPlaceAndOnlyIfTheySayAnythingElse() {
    Value.Obj state = created("v1=live");
    api.forget();
    lists("v1=live{'v2':10}", "v2");
    answersAll("POST " + ONE + "/versions", "PUT " + ONE + "/aliases/live");
    Outcome.Done done =
        assertInstanceOf(
            Outcome.Done.class, update(state, configuration("v1=live{ 'v2' : 10 }", "v2")));
    assertEquals(
        String.join(
            "\n",
            "POST " + ONE + "/versions {'version':'v2'}",
            "PUT "
                + ONE
                + "/aliases/live {'version':'v1','description':'','additional_version_weights':{'v2':10}}",
            READ),
        api.requests());
    assertEquals(
        done.state(),
        session.plan(FUNCTION, done.state(), configuration("v2", "v1=live{'v2':10}")).state());
  }

  @Test
  void aVersionGoesWhenItsAliasHasAnother() {
    Value.Obj state = created("v1=live");
    api.forget();
    lists("v2=live");
    answersAll(
        "POST " + ONE + "/versions", "PUT " + ONE + "/aliases/live", "DELETE " + ONE + ":v1");
    assertInstanceOf(Outcome.Done.class, update(state, configuration("v2=live")));
    assertEquals(
        String.join(
            "\n",
            "POST " + ONE + "/versions {'version':'v2'}",
            "PUT " + ONE + "/aliases/live {'version':'v2','description':''}",
            "DELETE " + ONE + ":v1",
            READ),
        api.requests());
  }

  @Test
  void aVersionThatNoAliasNeedsMakesRoomFirst() {
    Value.Obj state = created("v1");
    api.forget();
    lists("v2");
    answersAll("POST " + ONE + "/versions", "DELETE " + ONE + ":v1");
    assertInstanceOf(Outcome.Done.class, update(state, configuration("v2")));
    assertEquals(
        String.join(
            "\n", "DELETE " + ONE + ":v1", "POST " + ONE + "/versions {'version':'v2'}", READ),
        api.requests());
  }

  @Test
  void aliasesThatSwapTheirVersionsAreNotMissedLongerThanNeeded() {
    Value.Obj first = created("v1=a");
    api.forget();
    lists("v1=a", "latest=b");
    answersAll("POST " + ONE + "/aliases");
    Value.Obj state =
        assertInstanceOf(Outcome.Done.class, update(first, configuration("v1=a", "latest=b")))
            .state();
    api.forget();
    lists("v1=b", "latest=a");
    answersAll(
        "DELETE " + ONE + "/aliases/a", "PUT " + ONE + "/aliases/b", "POST " + ONE + "/aliases");
    answersAll("DELETE " + ONE + "/aliases/b", "PUT " + ONE + "/aliases/a");
    assertInstanceOf(Outcome.Done.class, update(state, configuration("v1=b", "latest=a")));
    List<String> calls = api.requests().lines().map(line -> line.replaceAll(" \\{.*", "")).toList();
    assertEquals(1, calls.stream().filter(call -> call.startsWith("DELETE")).count());
    assertEquals(1, calls.stream().filter(call -> call.startsWith("PUT")).count());
    assertEquals(1, calls.stream().filter(call -> call.startsWith("POST")).count());
  }

  @Test
  void whoDeclaresNoVersionsManagesNone() {
    lists("v1=live");
    api.answers("POST " + FUNCTIONS, 200, "{'func_urn':'" + URN + ":latest'}");
    Value.Obj configuration = configuration();
    Value.Obj planned = session.plan(FUNCTION, null, configuration).state();
    Value.Obj state =
        assertInstanceOf(
                Outcome.Done.class, session.create(FUNCTION, planned, configuration, OPERATION))
            .state();
    assertEquals(0, state.get("versions").parts().size());
    assertTrue(api.requests().endsWith("/config"), api.requests());
    assertEquals(state, session.read(FUNCTION, state).state());
  }

  @Test
  void anImportHasAllVersions() {
    lists("v1=live{'v2':10}", "v2");
    api.answers("GET " + FUNCTIONS + "/reservedinstanceconfigs", 200, "{'reserved_instances':[]}");
    Value.Obj state = session.importObject(FUNCTION, "default:hello").state();
    assertEquals(configuration("v1=live{\"v2\":10}", "v2").get("versions"), state.get("versions"));
  }

  @Test
  void whatWasChangedElsewhereIsSeen() {
    Value.Obj state = created("v1=live");
    api.forget();
    lists("v1", "v2=live");
    Value.Obj now = session.read(FUNCTION, state).state();
    assertEquals(configuration("v1", "v2=live").get("versions"), now.get("versions"));
  }

  @Test
  void whatWasPublishedBeforeAFailureIsKnown() {
    lists("v1");
    api.answers("POST " + ONE + "/versions", 200, "{}");
    api.answers(
        "POST " + ONE + "/aliases",
        403,
        "{'error_code':'FSS.1043','error_msg':'The number of aliases exceeds'}");
    Value.Obj state = session.read(FUNCTION, configuration().with("urn", Value.of(URN))).state();
    Outcome.Partial partial =
        assertInstanceOf(Outcome.Partial.class, update(state, configuration("v1=live")));
    assertEquals(configuration("v1").get("versions"), partial.state().get("versions"));
    assertEquals(ValuePath.of("versions"), partial.diagnostics().getFirst().path());
  }

  @Test
  void refusesAtThePlanWhatTheServiceWouldRefuse() {
    assertEquals(List.of("More than one new version"), objections(null, configuration("v1", "v2")));
    Value.Obj state = created("v1");
    assertEquals(List.of(), objections(state, configuration("v1", "v2")));
    Value.Obj described = block("v1").with("description", Value.of("other"));
    assertEquals(
        List.of("A published version does not change"),
        objections(
            state,
            configuration().with("versions", new Value.SetOf(Type.DYNAMIC, List.of(described)))));
  }

  private List<String> objections(Value.Obj state, Value.Obj configuration) {
    return session.plan(FUNCTION, state, configuration).diagnostics().stream()
        .map(Diagnostic::summary)
        .toList();
  }

  @Test
  void refusesWhatCannotBe() {
    assertFault("Invalid version name", "v1-");
    assertFault("Duplicate version", "v1=a", "v1=b");
    assertFault("Invalid alias name", "v1=1a");
    assertFault("Duplicate alias", "v1=a", "v2=a");
    assertFault("Invalid weight", "v1=a{'v2':101}", "v2");
    assertFault("Invalid additional version", "v1=a{'v2':1,'v3':1}", "v2", "v3");
    assertFault("Invalid additional version", "v1=a{'v1':1}");
    assertFault("Invalid additional version", "v1=a{'latest':1}");
    assertFault("Invalid additional version", "v1=a{}");
    assertFault("Unknown additional version", "v1=a{'v2':1}");
    assertFault(
        "Too many versions", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "latest=l");
  }

  private void assertFault(String summary, String... versions) {
    assertEquals(
        List.of(summary),
        session.validate(Kind.MANAGED, FUNCTION, configuration(versions)).stream()
            .map(Diagnostic::summary)
            .toList());
  }
}
