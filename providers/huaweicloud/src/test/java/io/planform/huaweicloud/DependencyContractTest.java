package io.planform.huaweicloud;

import static io.planform.huaweicloud.LocalSession.OPERATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dependencies and test events, and the data sources that list them. */
class DependencyContractTest {
  private static final String VERSION = "huaweicloud_fgs_dependency_version";
  private static final String DEPENDENCY = "huaweicloud_fgs_dependency";
  private static final String EVENT = "huaweicloud_fgs_function_event";
  private static final String ALL = "/v2/p1/fgs/dependencies";

  /** MD5 of {@code one}. */
  private static final String ETAG = "f97c5d29941bfb1b2fdab0874906ab82";

  private static final String SHOWN =
      "{'id':'v-1','dep_id':'d-1','owner':'p1','link':'','runtime':'Python3.10','etag':'"
          + ETAG
          + "','size':3,'name':'layer','description':'','version':1}";

  @TempDir Path home;
  private RecordedApi api;
  private ProviderSession session;

  @BeforeEach
  void open() throws IOException {
    api = new RecordedApi();
    LocalSession.hostRunsAt(home, api.url());
    session = LocalSession.open(home);
    Files.writeString(home.resolve("layer.zip"), "one");
  }

  @AfterEach
  void close() {
    session.close();
    api.close();
  }

  private static Value.Obj configuration(String type, String link) {
    return LocalSession.configuration(
        type,
        Map.of(
            "name", Value.of("layer"),
            "runtime", Value.of("Python3.10"),
            "link", Value.of(link)));
  }

  private Outcome create(String type, Value.Obj configuration) {
    Planned planned = session.plan(type, null, configuration);
    return session.create(type, planned.state(), configuration, OPERATION);
  }

  private Value.Obj made() {
    api.answers("POST " + ALL + "/version", 200, SHOWN);
    api.answers("GET " + ALL + "/d-1/version/1", 200, SHOWN);
    Outcome outcome = create(VERSION, configuration(VERSION, "layer.zip"));
    Value.Obj state = assertInstanceOf(Outcome.Done.class, outcome).state();
    assertNotNull(state);
    return state;
  }

  @Test
  void sendsAFileOfThisMachine() {
    Value.Obj state = made();
    assertEquals(Value.of("d-1/1"), state.get("id"));
    assertEquals(Value.of("v-1"), state.get("version_id"));
    assertEquals(Value.of("layer.zip"), state.get("link"));
    assertEquals(
        "POST "
            + ALL
            + "/version {'name':'layer','runtime':'Python3.10','depend_type':'zip',"
            + "'depend_file':'b25l'}\nGET "
            + ALL
            + "/d-1/version/1",
        api.requests());
  }

  @Test
  void plansNothingWhileTheFileIsTheSame() {
    Value.Obj state = made();
    Planned again = session.plan(VERSION, state, configuration(VERSION, "layer.zip"));
    assertEquals(state, again.state());
    assertEquals(Set.of(), again.replace());
  }

  @Test
  void replacesAVersionWhenTheFileChanges() throws IOException {
    Value.Obj state = made();
    Files.writeString(home.resolve("layer.zip"), "two");
    Planned again = session.plan(VERSION, state, configuration(VERSION, "layer.zip"));
    assertEquals(Set.of(ValuePath.of("etag")), again.replace());
  }

  @Test
  void updatesADependencyWhenTheFileChanges() throws IOException {
    String shown = SHOWN.replace("'v-1'", "'d-1'");
    api.answers("POST " + ALL, 200, shown);
    api.answers("GET " + ALL + "/d-1", 200, shown);
    Value.Obj configuration = configuration(DEPENDENCY, "layer.zip");
    Value.Obj state =
        assertInstanceOf(Outcome.Done.class, create(DEPENDENCY, configuration)).state();
    assertNotNull(state);
    Files.writeString(home.resolve("layer.zip"), "two");
    Planned planned = session.plan(DEPENDENCY, state, configuration);
    assertEquals(Set.of(), planned.replace());
    api.forget();
    api.answers("PUT " + ALL + "/d-1", 200, shown);
    api.answers("GET " + ALL + "/d-1", 200, shown);
    session.update(DEPENDENCY, state, planned.state(), configuration, OPERATION);
    assertTrue(api.requests().contains("'depend_file':'dHdv'"), api.requests());
  }

  @Test
  void sendsAnAddressAsItIs() {
    api.answers(
        "POST " + ALL + "/version",
        400,
        "{'error_code':'FSS.1032','error_msg':'no object storage'}");
    Outcome outcome = create(VERSION, configuration(VERSION, "https://b.obs.example/l.zip"));
    Diagnostic refused = assertInstanceOf(Outcome.Refused.class, outcome).diagnostics().getFirst();
    assertEquals(ValuePath.of("link"), refused.path());
    assertTrue(api.requests().contains("'depend_type':'obs'"), api.requests());
    assertTrue(
        api.requests().contains("'depend_link':'https://b.obs.example/l.zip'"), api.requests());
  }

  @Test
  void saysThatAFileIsNotThere() {
    Outcome outcome = create(VERSION, configuration(VERSION, "none.zip"));
    Diagnostic refused = assertInstanceOf(Outcome.Refused.class, outcome).diagnostics().getFirst();
    assertEquals("No such package", refused.summary());
    assertEquals("", api.requests());
  }

  @Test
  void listsDependenciesWithTheirVersions() {
    api.answers("GET " + ALL, 200, "{'dependencies':[" + SHOWN + "],'next_marker':0,'count':1}");
    api.answers("GET " + ALL + "/v-1/version", 200, "{'dependencies':[" + SHOWN + "]}");
    Value packages =
        data("huaweicloud_fgs_dependencies", Map.of("is_versions_query_allowed", Value.of(true)))
            .get("packages");
    Value.Obj first = assertInstanceOf(Value.Obj.class, packages.parts().iterator().next());
    assertEquals(Value.of("layer"), first.get("name"));
    assertEquals(Value.of(3), first.get("size"));
    Value.Obj version =
        assertInstanceOf(Value.Obj.class, first.get("versions").parts().iterator().next());
    assertEquals(Value.of(1), version.get("version"));
  }

  @Test
  void filtersVersions() {
    api.answers("GET " + ALL + "/d-1/version", 200, "{'dependencies':[" + SHOWN + "]}");
    Map<String, Value> arguments = Map.of("dependency_id", Value.of("d-1"));
    String type = "huaweicloud_fgs_dependency_versions";
    assertEquals(1, data(type, arguments).get("versions").parts().size());
    Map<String, Value> second = Map.of("dependency_id", Value.of("d-1"), "version", Value.of(2));
    assertEquals(0, data(type, second).get("versions").parts().size());
  }

  private Value.Obj data(String type, Map<String, Value> arguments) {
    Schema schema = new HuaweicloudProvider().dataSources().get(type);
    assertNotNull(schema);
    assertTrue(session.reads(type));
    Read read = session.readData(type, LocalSession.filled(schema, arguments));
    assertEquals(List.of(), read.diagnostics());
    Value.Obj state = read.state();
    assertNotNull(state);
    return state;
  }

  @Test
  void makesAndFindsTestEvents() {
    String events = "/v2/p1/fgs/functions/" + LocalSession.URN + "/events";
    String shown = "{'id':'e-1','name':'first','content':'MQ==','last_modified':86400}";
    api.answers("POST " + events, 200, "{'id':'e-1','name':'first'}");
    api.answers("GET " + events + "/e-1", 200, shown);
    api.answers("GET " + events, 200, "{'events':[{'id':'e-1','name':'first'}],'count':1}");
    Value.Obj configuration =
        LocalSession.configuration(
            EVENT,
            Map.of(
                "function_urn", Value.of(LocalSession.URN),
                "name", Value.of("first"),
                "content", Value.of("MQ==")));
    assertEquals(List.of(), session.validate(Kind.MANAGED, EVENT, configuration));
    Value.Obj state = assertInstanceOf(Outcome.Done.class, create(EVENT, configuration)).state();
    assertNotNull(state);
    assertEquals(Value.of("1970-01-02T00:00:00Z"), state.get("updated_at"));
    assertEquals(state, session.plan(EVENT, state, configuration).state());
    assertEquals(state, session.importObject(EVENT, LocalSession.URN + "/first").state());
  }

  @Test
  void refusesEventsThatAreNone() {
    Value.Obj configuration =
        LocalSession.configuration(
            EVENT,
            Map.of(
                "function_urn", Value.of("hello"),
                "name", Value.of("1st"),
                "content", Value.of("{}")));
    assertEquals(
        List.of("Invalid function URN", "Invalid name", "Invalid content"),
        session.validate(Kind.MANAGED, EVENT, configuration).stream()
            .map(Diagnostic::summary)
            .toList());
  }
}
