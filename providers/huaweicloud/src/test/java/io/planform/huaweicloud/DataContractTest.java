package io.planform.huaweicloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.huaweicloud.catalogue.Catalogue;
import io.planform.huaweicloud.functiongraph.FunctionGraph;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data sources of functions, triggers, tags and what a service has. */
class DataContractTest {
  private static final String FGS = "/v2/p1/fgs";
  private static final String TRIGGER =
      "{'trigger_id':'t-1','trigger_type_code':'TIMER','trigger_status':'ACTIVE',"
          + "'event_data':{'name':'often'},'created_time':'2026-01-02T03:04:05Z',"
          + "'last_updated_time':'2026-01-02T03:04:05Z'%s}";

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

  private static Value.Obj only(Value list) {
    assertEquals(1, list.parts().size());
    return assertInstanceOf(Value.Obj.class, list.parts().iterator().next());
  }

  @Test
  void haveTheAttributesOfTheRealProvider() {
    Map<String, Schema> real = Catalogue.dataSources(Map.of());
    FunctionGraph.dataSources()
        .forEach(
            (type, source) -> {
              Schema theirs = real.get(type);
              assertNotNull(theirs, type);
              theirs
                  .attributes()
                  .forEach(
                      (name, attribute) ->
                          assertTrue(
                              covers(
                                  source.schema().attributes().get(name).type(), attribute.type()),
                              type + "." + name));
              assertEquals(theirs.blocks().keySet(), source.schema().blocks().keySet(), type);
            });
  }

  private static boolean covers(Type ours, Type theirs) {
    return switch (theirs) {
      case Type.ListType(Type element) ->
          ours instanceof Type.ListType(Type own) && covers(own, element);
      case Type.ObjectType(SequencedMap<String, Type> attributes, _) ->
          ours instanceof Type.ObjectType(SequencedMap<String, Type> own, _)
              && attributes.entrySet().stream()
                  .allMatch(
                      each ->
                          own.containsKey(each.getKey())
                              && covers(own.get(each.getKey()), each.getValue()));
      default -> ours.equals(theirs);
    };
  }

  @Test
  void listsFunctions() {
    String shown =
        "{'func_name':'%s','func_urn':'urn','timeout':30,'memory_size':128,'type':'v2',"
            + "'runtime':'%s','strategy_config':{'concurrency':-1},'func_vpc':{'vpc_id':'v'}}";
    api.answers(
        "GET " + FGS + "/functions",
        200,
        "{'functions':["
            + shown.formatted("hello", "http")
            + ","
            + shown.formatted("other", "Custom")
            + "],'next_marker':0}");
    Value.Obj function =
        only(
            data("huaweicloud_fgs_functions", Map.of("runtime", Value.of("http")))
                .get("functions"));
    assertEquals(Value.of("hello"), function.get("name"));
    assertEquals(Value.of(30), function.get("timeout"));
    assertEquals(Value.of("-1"), function.get("max_instance_num"));
    assertEquals(Value.of("v"), function.get("vpc_id"));
    assertTrue(function.get("network_id").isNull());
  }

  @Test
  void aFunctionIsFoundByItsUrnWithoutVersion() {
    api.answers(
        "GET " + FGS + "/functions",
        200,
        "{'functions':[{'func_urn':'%1$s:latest'},{'func_urn':'%1$s2:latest'}]}"
            .formatted(LocalSession.URN));
    Map<String, Value> byUrn = Map.of("urn", Value.of(LocalSession.URN));
    assertEquals(
        Value.of(LocalSession.URN + ":latest"),
        only(data("huaweicloud_fgs_functions", byUrn).get("functions")).get("urn"));
  }

  @Test
  void listsTheTriggersOfAFunctionOrOfAll() {
    String type = "huaweicloud_fgs_function_triggers";
    api.answers(
        "GET " + FGS + "/triggers",
        200,
        "{'triggers':[" + TRIGGER.formatted(",'func_urn':'f'") + "],'next_marker':0}");
    assertEquals(Value.of("f"), only(data(type, Map.of()).get("triggers")).get("function_urn"));
    api.answers(
        "GET " + FGS + "/triggers/" + LocalSession.URN, 200, "[" + TRIGGER.formatted("") + "]");
    Map<String, Value> ofFunction = Map.of("function_urn", Value.of(LocalSession.URN));
    Value.Obj trigger = only(data(type, ofFunction).get("triggers"));
    assertEquals(Value.of(LocalSession.URN), trigger.get("function_urn"));
    assertEquals(Value.of("{\"name\":\"often\"}"), trigger.get("event_data"));
  }

  @Test
  void choosesTriggersByTypeStatusAndTime() {
    api.answers("GET " + FGS + "/triggers", 200, "{'triggers':[" + TRIGGER.formatted("") + "]}");
    for (String[] expected :
        new String[][] {
          {"type", "TIMER", "1"},
          {"type", "APIG", "0"},
          {"status", "DISABLED", "0"},
          {"trigger_id", "t-1", "1"},
          {"start_time", "2026-01-02T03:04:05Z", "1"},
          {"start_time", "2026-01-02T04:04:06+01:00", "0"},
          {"end_time", "2026-01-02T03:04:04Z", "0"},
        }) {
      Value triggers =
          data("huaweicloud_fgs_function_triggers", Map.of(expected[0], Value.of(expected[1])))
              .get("triggers");
      assertEquals(expected[2], Integer.toString(triggers.parts().size()), expected[1]);
    }
  }

  @Test
  void readsTagsOfAFunctionAndThoseInUse() {
    api.answers(
        "GET /v2/p1/functions/" + LocalSession.URN + "/tags",
        200,
        "{'tags':[{'key':'a','value':'b'}],'sys_tags':[]}");
    Value.Obj own =
        data("huaweicloud_fgs_function_tags", Map.of("function_id", Value.of(LocalSession.URN)));
    assertEquals(Value.of("b"), only(own.get("tags")).get("value"));
    assertEquals(0, own.get("sys_tags").parts().size());
    api.answers("GET /v2/p1/functions/tags", 200, "{'tags':[{'key':'a','values':['b','c']}]}");
    Value.Obj used = only(data("huaweicloud_fgs_resource_tags", Map.of()).get("tags"));
    assertEquals(2, used.get("values").parts().size());
  }

  @Test
  void findsWhatHasTagsPageByPage() {
    String find = "POST /v2/p1/functions/resource-instances/filter";
    String found =
        "{'resources':[{'resource_id':'%s','resource_name':'n','tags':[{'key':'a','value':'b'}]}],"
            + "'total_count':2}";
    api.answers(find, 200, found.formatted("r-1"));
    api.answers(find, 200, found.formatted("r-2"));
    Type values = Type.list(Type.STRING);
    SequencedMap<String, Value> tag = new LinkedHashMap<>();
    tag.put("key", Value.of("a"));
    tag.put("values", new Value.ListOf(Type.STRING, List.of(Value.of("b"))));
    SequencedMap<String, Type> types = new LinkedHashMap<>();
    types.put("key", Type.STRING);
    types.put("values", values);
    Value.Obj state =
        data(
            "huaweicloud_fgs_resources_filter",
            Map.of(
                "resource_type",
                Value.of("functions"),
                "tags",
                new Value.ListOf(
                    new Type.ObjectType(types, new LinkedHashSet<>()),
                    List.of(new Value.Obj(tag)))));
    assertEquals(2, state.get("resources").parts().size());
    assertTrue(api.requests().contains("'tags':[{'key':'a','values':['b']}]"), api.requests());
    assertTrue(api.requests().contains("'offset':1"), api.requests());
  }

  @Test
  void readsWhatAServiceHas() {
    api.answers("GET " + FGS + "/triggertypes", 200, "['TIMER','APIG']");
    assertEquals(2, data("huaweicloud_fgs_trigger_types", Map.of()).get("types").parts().size());
    api.answers("GET " + FGS + "/feature", 200, "{'a':true}");
    assertEquals(
        Value.of("{\"a\":true}"), data("huaweicloud_fgs_feature", Map.of()).get("feature"));
  }

  @Test
  void saysWhyNothingCanBeRead() {
    api.answers("GET " + FGS + "/feature", 403, "{'error_code':'FSS.0403','error_msg':'no'}");
    Schema schema = new HuaweicloudProvider().dataSources().get("huaweicloud_fgs_feature");
    assertNotNull(schema);
    Read read = session.readData("huaweicloud_fgs_feature", LocalSession.filled(schema, Map.of()));
    assertEquals(1, read.diagnostics().size());
  }
}
