package io.planform.planner.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.manifest.InputValues.Option;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputValuesTest {
  @TempDir Path directory;
  private final Diagnostics diagnostics = new Diagnostics();

  private void file(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private SequencedMap<String, Value> values(Map<String, String> environment, Option... options) {
    return InputValues.resolve(
            ConfigurationLoader.load(directory, diagnostics).tree().root(),
            environment,
            List.of(options),
            InputValues.Prompt.NOBODY,
            diagnostics)
        .values();
  }

  private String reported() {
    Diagnostic first = diagnostics.toList().getFirst();
    String place =
        first.range() == null
            ? ""
            : first.range().file()
                + ":"
                + first.range().start().line()
                + ":"
                + first.range().start().column()
                + " ";
    return place + first.summary() + ": " + first.detail();
  }

  @Test
  void laterSourcesWin() throws IOException {
    file("main.tf", "variable \"v\" { default = \"default\" }\n");
    Map<String, String> environment = Map.of("TF_VAR_v", "environment");
    assertEquals(Value.of("default"), values(Map.of()).get("v"));
    assertEquals(Value.of("environment"), values(environment).get("v"));
    file("terraform.tfvars", "v = \"file\"\n");
    assertEquals(Value.of("file"), values(environment).get("v"));
    file("b.auto.tfvars", "v = \"auto b\"\n");
    file("a.auto.tfvars", "v = \"auto a\"\n");
    assertEquals(Value.of("auto b"), values(environment).get("v"));
    file("x.tfvars", "v = \"option file\"\n");
    Option fromFile = new Option.VariableFile("x.tfvars");
    Option direct = new Option.Assignment("v=a=b");
    assertEquals(Value.of("a=b"), values(environment, fromFile, direct).get("v"));
    assertEquals(Value.of("option file"), values(environment, direct, fromFile).get("v"));
    assertFalse(diagnostics.hasErrors());
  }

  @Test
  void textIsConvertedByTheVariablesType() throws IOException {
    file(
        "main.tf",
        """
        variable "n" { type = number }
        variable "l" { type = list(string) }
        variable "o" { type = object({ a = string, b = optional(number, 7) }) }
        """);
    SequencedMap<String, Value> values =
        values(Map.of("TF_VAR_n", "5", "TF_VAR_l", "[\"a\", 1]", "TF_VAR_o", "{ a = \"x\" }"));
    assertEquals(List.of(), diagnostics.toList());
    assertEquals(Value.of(5), values.get("n"));
    assertEquals(Value.ofStrings(List.of("a", "1")), values.get("l"));
    assertEquals(Value.of(7), ((Value.Obj) values.get("o")).get("b"));
  }

  @Test
  void sensitiveValuesAreMarked() throws IOException {
    file("main.tf", "variable \"v\" {\n  sensitive = true\n  default = \"pw\"\n}\n");
    assertEquals(new Value.Marked(Value.of("pw"), Marks.SENSITIVE), values(Map.of()).get("v"));
  }

  @Test
  void aRequiredVariableWithoutAValueIsNamed() throws IOException {
    file("main.tf", "variable \"v\" {}\n");
    assertTrue(values(Map.of()).get("v").isUnknown());
    assertEquals(
        "main.tf:1:1 No value for required variable: The variable \"v\" has no default value, and"
            + " no value was given.",
        reported());
  }

  @Test
  void aValueOfTheWrongTypeIsReportedWhereItStands() throws IOException {
    file("main.tf", "variable \"v\" { type = number }\n");
    file("terraform.tfvars", "v = \"five\"\n");
    values(Map.of());
    assertEquals(
        "terraform.tfvars:1:5 Invalid value for input variable: The value of the variable \"v\""
            + " from terraform.tfvars does not suit its type: a number is required.",
        reported());
  }

  @Test
  void nullMeansTheDefaultWhereNullIsNotAllowed() throws IOException {
    file(
        "main.tf",
        """
        variable "v" {
          type     = string
          nullable = false
          default  = "d"
        }
        variable "w" {
          type    = string
          default = "d"
        }
        """);
    file("terraform.tfvars", "v = null\nw = null\n");
    SequencedMap<String, Value> values = values(Map.of());
    assertEquals(Value.of("d"), values.get("v"));
    assertEquals(new Value.Null(Type.STRING), values.get("w"));
  }

  @Test
  void aSlipInAnOptionsNameIsAnError() throws IOException {
    file("main.tf", "variable \"region\" { default = 1 }\n");
    values(Map.of(), new Option.Assignment("regoin=x"));
    assertEquals(
        "Value for undeclared variable: A variable named \"regoin\" was assigned on the command"
            + " line, but the configuration does not declare it. Did you mean \"region\"?",
        reported());
  }
}
