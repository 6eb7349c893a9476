package io.planform.utility.terraform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderFunction.Result;
import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Lifecycle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerraformTest {
  private static final Value ONE = new Value.Tuple(List.of(Value.of(1)));
  private static final Value TWO = object(Map.of("a", Value.of("2")));

  @TempDir Path module;
  private Lifecycle terraform;

  /** States of ours, and files with one variable. */
  private record Fake() implements Surroundings {
    @Override
    public SequencedMap<String, Value> outputs(
        Path file, String workspace, Environment environment, Diagnostics diagnostics) {
      SequencedMap<String, Value> outputs = new LinkedHashMap<>();
      outputs.put("from", Value.of(file + " " + workspace));
      return file != null && file.endsWith("missing.db") ? null : outputs;
    }

    @Override
    public Value stored(JsonNode value, JsonNode type) {
      return Value.of(value + " as " + type);
    }

    @Override
    public SequencedMap<String, Value> variables(String text, Diagnostics diagnostics) {
      SequencedMap<String, Value> values = new LinkedHashMap<>();
      if (text.isEmpty()) {
        diagnostics.add(Diagnostic.error("Nothing there", "The text is empty."));
      }
      values.put("text", Value.of(text));
      return values;
    }
  }

  @BeforeEach
  void open() {
    terraform = new Lifecycle(new TerraformProvider(new Fake()), module);
  }

  private static Value.Obj object(Map<String, Value> values) {
    return new Value.Obj(new LinkedHashMap<>(values));
  }

  @Test
  void dataKeepsAValueOfAnyType() {
    Value.Obj made = terraform.create("terraform_data", Map.of("input", ONE));
    assertEquals(ONE, made.get("output"));
    assertEquals(
        Map.of("input", "update", "output", "update"),
        terraform.changes("terraform_data", made, Map.of("input", TWO)));
    Value.Obj changed = terraform.update("terraform_data", made, Map.of("input", TWO));
    assertEquals(TWO, changed.get("output"));
    assertEquals(made.get("id"), changed.get("id"));
    Value.Obj empty = terraform.update("terraform_data", changed, Map.of());
    assertEquals(true, empty.get("output").isNull());
    terraform.delete("terraform_data", empty);
  }

  @Test
  void theOutputOfAChangedInputIsUnknownButItsTypeIs() {
    Planned planned =
        terraform
            .session()
            .plan(
                "terraform_data",
                null,
                terraform.configuration("terraform_data", Map.of("input", TWO)));
    assertEquals(new Value.Unknown(TWO.type()), planned.state().get("output"));
  }

  @Test
  void dataIsReplacedByItsTriggers() {
    Map<String, Value> given = Map.of("input", ONE, "triggers_replace", ONE);
    Value.Obj made = terraform.create("terraform_data", given);
    assertEquals(
        Map.of("triggers_replace", "replace"),
        terraform.changes("terraform_data", made, Map.of("input", ONE, "triggers_replace", TWO)));
    assertEquals(
        Map.of("triggers_replace", "replace"),
        terraform.changes("terraform_data", made, Map.of("input", ONE)));
  }

  @Test
  void importsDataByItsId() {
    assertEquals(Value.of("x"), terraform.imported("terraform_data", "x").get("id"));
  }

  private Read remote(String backend, Map<String, Value> config, Map<String, Value> more) {
    Map<String, Value> given = new LinkedHashMap<>(more);
    given.put("backend", Value.of(backend));
    given.put("config", object(config));
    return terraform
        .session()
        .readData(
            "terraform_remote_state",
            terraform.configuration(Kind.DATA, "terraform_remote_state", given));
  }

  @Test
  void readsOutputsOfAStateFile() throws IOException {
    Files.writeString(
        module.resolve("s.tfstate"),
        """
        {"version": 4, "outputs": {
          "s": {"value": "x", "type": "string", "sensitive": true},
          "n": {"value": 12345678901234567890.5, "type": "number"}}}
        """);
    Read read =
        remote(
            "local",
            Map.of("path", Value.of("s.tfstate")),
            Map.of("defaults", object(Map.of("s", Value.of("no"), "d", Value.of(1)))));
    Value.Obj outputs = (Value.Obj) read.state().get("outputs");
    assertEquals(
        Map.of(
            "s", Value.of("\"x\" as \"string\""),
            "d", Value.of(1),
            "n", Value.of("12345678901234567890.5 as \"number\"")),
        Map.copyOf(outputs.values()));
  }

  @Test
  void readsOurStates() {
    Read read =
        remote("sqlite", Map.of("path", Value.of("x.db")), Map.of("workspace", Value.of("prod")));
    assertEquals(
        object(Map.of("from", Value.of(module.resolve("x.db") + " prod"))),
        read.state().get("outputs"));
  }

  private String fault(String backend, Map<String, Value> config) {
    return remote(backend, config, Map.of()).diagnostics().getFirst().summary();
  }

  @Test
  void tellsWhyAStateCannotBeRead() throws IOException {
    Files.writeString(module.resolve("torn"), "{");
    Files.writeString(module.resolve("old"), "{\"version\": 3}");
    assertEquals("State not found", fault("local", Map.of()));
    assertEquals("State not found", fault("sqlite", Map.of("path", Value.of("missing.db"))));
    assertEquals("Not a state file", fault("local", Map.of("path", Value.of("torn"))));
    assertEquals("Not a state file", fault("local", Map.of("path", Value.of("old"))));
    assertEquals("Unsupported backend", fault("s3", Map.of()));
    assertEquals("Invalid setting", fault("local", Map.of("bucket", Value.of("x"))));
    assertEquals("Invalid setting", fault("local", Map.of("path", ONE)));
  }

  private static Result call(String function, Value argument) {
    return new TerraformProvider(new Fake())
        .functions()
        .get(function)
        .body()
        .call(List.of(argument));
  }

  @Test
  void decodesVariables() {
    assertEquals(
        new Result.Returned(object(Map.of("text", Value.of("a = 1")))),
        call("decode_tfvars", Value.of("a = 1")));
    assertEquals(
        new Result.Refused(0, "Invalid values: Nothing there. The text is empty."),
        call("decode_tfvars", Value.of("")));
  }

  @Test
  void encodesNoVariablesWithoutNames() {
    assertEquals(Result.Refused.class, call("encode_tfvars", ONE).getClass());
    assertEquals(
        Result.Refused.class, call("encode_tfvars", object(Map.of("a b", ONE))).getClass());
  }
}
