package io.planform.planner.saved;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.lang.file.FileAnswer;
import io.planform.planner.lang.file.FileQuestion;
import io.planform.planner.lang.file.RecordedFiles;
import io.planform.planner.plan.DataReading;
import io.planform.planner.plan.OutputChange;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.prior.CheckDocument;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.state.OutputRow;
import io.planform.store.state.ResourceRow;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes plans in the form that {@code docs/plans.md} describes. One instance writes one. */
final class PlanWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SavedPlan saved;
  private final RecordedFiles files;
  private final Secrecy secrecy;
  private final Container.Writer container;
  private final ObjectNode digests = JSON.objectNode();

  /**
   * @param files that functions read for the plan
   */
  PlanWriter(SavedPlan saved, RecordedFiles files, Secrecy secrecy, Container.Writer container) {
    this.saved = saved;
    this.files = files;
    this.secrecy = secrecy;
    this.container = container;
  }

  /**
   * @param toolVersion of this program
   */
  void write(String toolVersion) throws IOException, StoreException {
    add(Names.PLAN, out -> line(plan(), out));
    add(Names.CONFIGURATION, out -> line(SourceDocument.write(saved.sources()), out));
    add(Names.CHANGES, out -> changes(saved.plan().changes(), out));
    add(Names.DRIFT, out -> changes(saved.plan().drift(), out));
    add(Names.DATA, this::data);
    add(Names.STATE, this::state);
    files();
    ObjectNode manifest = JSON.objectNode();
    manifest.put("format", Names.FORMAT);
    manifest.put("format_version", Names.VERSION);
    manifest.put("planform_version", toolVersion);
    manifest.put("lineage", saved.plan().lineage());
    manifest.put("revision", saved.plan().revision());
    manifest.set("sha256", digests);
    String _ = container.add(Names.MANIFEST, out -> line(manifest, out));
    container.finish();
  }

  private void add(String name, Container.Part part) throws IOException, StoreException {
    digests.put(name, container.add(name, part));
  }

  private static void line(JsonNode document, OutputStream out) throws IOException {
    PlanEntries.MAPPER
        .writer()
        .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .writeValue(out, document);
    out.write('\n');
  }

  private ObjectNode plan() throws StoreException {
    Plan plan = saved.plan();
    OutputDocument values = new OutputDocument(secrecy);
    ObjectNode document = JSON.objectNode();
    document.put("workspace", saved.workspace());
    document.put("target", plan.target());
    document.put("plan_time", saved.planTime().toString());
    document.set("request", RequestDocument.write(saved.request()));
    ObjectNode inputs = document.putObject("inputs");
    for (Map.Entry<String, Value> input : saved.inputs().entrySet()) {
      inputs.set(input.getKey(), values.value(input.getValue(), "input " + input.getKey()));
    }
    Fields.texts(saved.ephemeralInputs(), document.putArray("ephemeral_inputs"));
    ArrayNode outputs = document.putArray("outputs");
    for (OutputChange change : plan.outputs()) {
      outputs.add(values.write(change));
    }
    ArrayNode refusals = document.putArray("refusals");
    plan.refusals().forEach(refusal -> refusals.add(DiagnosticDocument.write(refusal)));
    document.put("errored", plan.errored());
    document.set("checks", CheckDocument.write(plan.checks()));
    ObjectNode moved = document.putObject("moved");
    plan.moved().forEach((now, from) -> moved.put(now.toString(), from.toString()));
    ObjectNode imported = document.putObject("imported");
    plan.imported().forEach((address, id) -> imported.put(address.toString(), id));
    ObjectNode generated = document.putObject("generated");
    plan.generated().forEach((address, block) -> generated.put(address.toString(), block));
    ObjectNode packages = document.putObject("packages");
    plan.packages()
        .forEach(
            (address, code) -> PackageDocument.write(code, packages.putObject(address.toString())));
    ArrayNode undecided = document.putArray("undecided");
    plan.undecided().stream().sorted().forEach(address -> undecided.add(address.toString()));
    return document;
  }

  private void changes(List<ResourceChange> changes, OutputStream out)
      throws IOException, StoreException {
    ChangeDocument document = new ChangeDocument(secrecy);
    for (ResourceChange change : changes) {
      line(document.write(change), out);
    }
  }

  private void data(OutputStream out) throws IOException, StoreException {
    DataDocument document = new DataDocument(secrecy);
    for (DataReading reading : saved.plan().data()) {
      line(document.write(reading), out);
    }
  }

  private void state(OutputStream out) throws IOException, StoreException {
    RowDocument row = new RowDocument(secrecy);
    for (ResourceRow each : saved.prior().resources()) {
      line(row.write(each), out);
    }
    OutputDocument output = new OutputDocument(secrecy);
    for (OutputRow each : saved.prior().outputs()) {
      line(output.write(each), out);
    }
  }

  /** What is in a file may be secret, whatever becomes of it: it is always encrypted. */
  private void files() throws IOException, StoreException {
    List<ObjectNode> index = new ArrayList<>();
    for (FileQuestion question : files.questions()) {
      String name = Names.FILE + index.size();
      FileAnswer answer = files.ask(question);
      if (answer instanceof FileAnswer.Found(byte[] bytes)) {
        add(name, out -> out.write(secrecy.closeBytes(bytes, name)));
      }
      index.add(FileDocument.write(question, answer, name));
    }
    add(
        Names.FILES,
        out -> {
          for (ObjectNode document : index) {
            line(document, out);
          }
        });
  }
}
