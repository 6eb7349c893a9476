package io.planform.huaweicloud;

import static io.planform.huaweicloud.LocalSession.FUNCTION;
import static io.planform.huaweicloud.LocalSession.TRIGGER;
import static io.planform.huaweicloud.LocalSession.URN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.provider.BulkReading;
import io.planform.spi.provider.ObjectListing;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Many functions and triggers are read by one walk through our host's lists. */
class BulkContractTest extends FunctionContract {
  private static final String LIST = "GET " + FUNCTIONS;
  private static final String TRIGGERS = "GET /v2/p1/fgs/triggers";

  private static Value.Obj known(String name) {
    Value urn = Value.of(URN.replace(":hello", ":" + name));
    return LocalSession.configuration(FUNCTION, hello())
        .with("name", Value.of(name))
        .with("urn", urn)
        .with("id", urn);
  }

  private List<Optional<Read>> readAll(String type, Value.Obj... first) {
    List<Value.Obj> known = new ArrayList<>(List.of(first));
    known.addAll(Collections.nCopies(20 - first.length, known("other")));
    return assertInstanceOf(BulkReading.class, session).readAll(type, known);
  }

  @Test
  void aListTellsWhatASingleReadTells() {
    String changed = SHOWN.replace("512", "1024") + ",'heartbeat_handler':'index.beat'}";
    api.answers("GET " + ONE + "/config", 200, changed);
    api.answers(LIST, 200, "{'functions':[" + changed + "],'next_marker':0,'count':1}");
    Read single = session.read(FUNCTION, known("hello"));
    assertEquals(Optional.of(single), readAll(FUNCTION, known("hello")).getFirst());
  }

  @Test
  void pagesAreReadOnceForReadsAndForWhatNobodyManages() {
    api.answers(LIST, 200, "{'functions':[" + SHOWN + "}],'next_marker':400,'count':401}");
    api.answers(
        LIST,
        200,
        "{'functions':[" + SHOWN.replace(":hello:", ":more:") + "}],'next_marker':0,'count':401}");
    List<Optional<Read>> reads = readAll(FUNCTION, known("hello"), known("more"));
    assertTrue(reads.get(0).isPresent() && reads.get(1).isPresent());
    ObjectListing listing = assertInstanceOf(ObjectListing.class, session);
    assertEquals(2, listing.list(FUNCTION).objects().size());
    assertEquals(LIST + "\n" + LIST, api.requests());
  }

  @Test
  void whatTheListDoesNotTellWholeIsLeftToSingleReads() {
    api.answers(
        LIST,
        200,
        "{'functions':[%s},%s,'log_group_id':'g'}],'next_marker':0,'count':2}"
            .formatted(SHOWN, SHOWN.replace(":hello:", ":logged:")));
    Value.Obj versioned =
        LocalSession.configuration(FUNCTION, hello())
            .with("urn", Value.of(URN))
            .with(
                "versions",
                new Value.SetOf(
                    Type.DYNAMIC,
                    List.of(new Value.Obj(new LinkedHashMap<>(Map.of("name", Value.of("v1")))))));
    List<Optional<Read>> reads =
        readAll(FUNCTION, known("hello"), known("logged"), known("gone"), versioned);
    assertEquals(
        List.of(true, false, false, false),
        reads.subList(0, 4).stream().map(Optional::isPresent).toList());
  }

  @Test
  void aHostThatTellsOnlySummariesIsReadOneByOne() {
    api.answers(
        LIST,
        200,
        "{'functions':["
            + SHOWN.replace("'ephemeral_storage':512,", "")
            + "}],'next_marker':0,'count':1}");
    assertEquals(Optional.empty(), readAll(FUNCTION, known("hello")).getFirst());
  }

  @Test
  void aFewObjectsAmongManyAreReadOneByOne() {
    api.answers(LIST, 200, "{'functions':[" + SHOWN + "}],'next_marker':400,'count':100000}");
    assertEquals(Optional.empty(), readAll(FUNCTION, known("hello")).getFirst());
    BulkReading bulk = assertInstanceOf(BulkReading.class, session);
    assertEquals(List.of(Optional.empty()), bulk.readAll(FUNCTION, List.of(known("hello"))));
    assertEquals(LIST, api.requests());
  }

  @Test
  void triggersOfAllFunctionsAreOneWalk() {
    api.answers(
        TRIGGERS,
        200,
        "{'triggers':[{'trigger_id':'t-1','trigger_type_code':'TIMER','trigger_status':'DISABLED',"
            + "'event_data':{'name':'often'},'func_urn':'"
            + URN
            + ":latest'}],'next_marker':0,'count':1}");
    Value.Obj trigger =
        LocalSession.configuration(
            TRIGGER,
            Map.of(
                "function_urn",
                Value.of(URN),
                "type",
                Value.of("TIMER"),
                "event_data",
                Value.of("{\"name\":\"often\"}"),
                "status",
                Value.of("ACTIVE"),
                "id",
                Value.of("t-1")));
    Value.Obj state = readAll(TRIGGER, trigger).getFirst().orElseThrow().state();
    assertEquals(Value.of("DISABLED"), state == null ? null : state.get("status"));
    assertEquals(
        List.of(new ObjectListing.Found(URN + "/TIMER/t-1", "t-1", "hello_often")),
        assertInstanceOf(ObjectListing.class, session).list(TRIGGER).objects());
    assertEquals(TRIGGERS, api.requests());
  }
}
