package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.planner.plan.DataReading;
import io.planform.planner.plan.OutputChange;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.CheckResult;
import io.planform.planner.plan.prior.CheckDocument;
import io.planform.planner.plan.prior.StateDocument;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.state.OutputRow;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Snapshot;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Reads what {@link PlanWriter} wrote, in this version or an earlier one. */
final class PlanReader {
  private final PlanEntries entries;
  private final Schemas schemas;
  private final Secrecy secrecy;

  PlanReader(PlanEntries entries, Schemas schemas, Secrecy secrecy) {
    this.entries = entries;
    this.schemas = schemas;
    this.secrecy = secrecy;
  }

  SavedPlan read() throws StoreException, UnusableException {
    JsonNode document = entries.json(Names.PLAN);
    PlanRequest request = RequestDocument.read(document.path("request"));
    OutputDocument values = new OutputDocument(secrecy);
    SequencedMap<String, Value> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> input : document.path("inputs").properties()) {
      Value value = values.value(input.getValue(), "input " + input.getKey());
      if (value != null) {
        inputs.put(input.getKey(), value);
      }
    }
    return new SavedPlan(
        plan(document, request),
        request,
        document.path("workspace").asText(),
        planTime(document),
        SourceDocument.read(entries.json(Names.CONFIGURATION)),
        inputs,
        new LinkedHashSet<>(Fields.texts(document.path("ephemeral_inputs"))),
        prior(document));
  }

  private Plan plan(JsonNode document, PlanRequest request)
      throws StoreException, UnusableException {
    OutputDocument values = new OutputDocument(secrecy);
    List<OutputChange> outputs = new ArrayList<>();
    for (JsonNode output : document.path("outputs")) {
      outputs.add(values.read(output));
    }
    List<Diagnostic> refusals = new ArrayList<>();
    document.path("refusals").forEach(refusal -> refusals.add(DiagnosticDocument.read(refusal)));
    Map<Address, Address> moved = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : document.path("moved").properties()) {
      moved.put(Fields.address(each.getKey()), Fields.address(each.getValue().asText()));
    }
    Set<Address> undecided = new HashSet<>();
    for (JsonNode each : document.path("undecided")) {
      undecided.add(Fields.address(each.asText()));
    }
    return new Plan(
        request.mode(),
        document.path("target").asText(),
        entries.lineage(),
        entries.revision(),
        changes(Names.CHANGES),
        changes(Names.DRIFT),
        outputs,
        refusals,
        moved,
        byAddress(document.path("imported")),
        byAddress(document.path("generated")),
        data(),
        PackageDocument.read(document.path("packages")),
        undecided,
        checks(document.path("checks")),
        request.isPartial(),
        document.path("errored").booleanValue());
  }

  private static List<CheckResult> checks(JsonNode document) throws UnusableException {
    try {
      return CheckDocument.read(document);
    } catch (StateDocument.MalformedException e) {
      throw UnusableException.of(String.valueOf(e.getMessage()));
    }
  }

  private static Map<Address, String> byAddress(JsonNode document) throws UnusableException {
    Map<Address, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : document.properties()) {
      texts.put(Fields.address(each.getKey()), each.getValue().asText());
    }
    return texts;
  }

  private static Instant planTime(JsonNode document) throws UnusableException {
    try {
      return Instant.parse(document.path("plan_time").asText());
    } catch (DateTimeException _) {
      throw UnusableException.of("It does not say when it was made.");
    }
  }

  private List<ResourceChange> changes(String name) throws StoreException, UnusableException {
    ChangeDocument change = new ChangeDocument(secrecy);
    List<ResourceChange> changes = new ArrayList<>();
    entries.lines(name, document -> changes.add(change.read(document, schemas)));
    return changes;
  }

  private List<DataReading> data() throws StoreException, UnusableException {
    DataDocument data = new DataDocument(secrecy);
    List<DataReading> readings = new ArrayList<>();
    entries.lines(
        Names.DATA,
        document -> {
          DataReading reading = data.read(document, schemas);
          if (reading != null) {
            readings.add(reading);
          }
        });
    return readings;
  }

  private Snapshot prior(JsonNode plan) throws StoreException, UnusableException {
    RowDocument row = new RowDocument(secrecy);
    OutputDocument output = new OutputDocument(secrecy);
    List<ResourceRow> rows = new ArrayList<>();
    List<OutputRow> outputs = new ArrayList<>();
    entries.lines(
        Names.STATE,
        document -> {
          if (document.has("output")) {
            outputs.add(output.row(document));
          } else {
            rows.add(row.read(document));
          }
        });
    String target = plan.path("target").asText();
    return new Snapshot(
        plan.path("workspace").asText(),
        entries.lineage(),
        target.isEmpty() ? null : target,
        entries.revision(),
        rows,
        outputs,
        null,
        List.of());
  }
}
