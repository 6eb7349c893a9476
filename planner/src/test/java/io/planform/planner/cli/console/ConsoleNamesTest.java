package io.planform.planner.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.cli.CommandLineInterface;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.shell.Terminal;
import io.planform.planner.manifest.InputValues;
import io.planform.planner.plan.KnownValues;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.render.text.Palette;
import io.planform.spi.diagnostic.Diagnostics;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleNamesTest {
  @TempDir Path directory;

  @Test
  void knowsVariablesLocalsAndModulesWithTheirOutputs() throws Exception {
    Files.createDirectories(directory.resolve("m"));
    Files.writeString(
        directory.resolve("m/main.tf"), "output \"one\" {\n  value = { two = 2 }\n}\n");
    Files.writeString(
        directory.resolve("main.tf"),
        """
        variable "v" {
          default = 1
        }
        locals {
          l = { a = 1 }
        }
        module "m" {
          source = "./m"
        }
        """);

    NameCompleter completer = completer();

    assertTrue(
        completer.names().containsAll(List.of("var.v", "local.l", "module.m")),
        completer.names().toString());
    assertEquals(Set.of("a"), Set.copyOf(completer.attributes().apply("local.l")));
    assertEquals(Set.of("one"), Set.copyOf(completer.attributes().apply("module.m")));
    assertEquals(Set.of("two"), Set.copyOf(completer.attributes().apply("module.m.one")));
    assertEquals(List.of(), completer.attributes().apply("module.nothing"));
  }

  private NameCompleter completer() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Shell shell =
        new Shell(
            new CommandLineInterface(List.of()),
            List.of(),
            new Terminal(
                InputStream.nullInputStream(), nowhere, nowhere, false, false, Palette.PLAIN),
            Map.of(),
            directory,
            "");
    Project project = Project.load(shell, List.of(), InputValues.Prompt.LATER);
    assertNotNull(project);
    Evaluation evaluation = project.evaluation();
    Diagnostics diagnostics = new Diagnostics();
    try (Providers _ = evaluation.providers()) {
      KnownValues.put(evaluation, project.graph(), null, diagnostics);
    }
    assertEquals(List.of(), diagnostics.toList());
    return ConsoleNames.completer(project.configuration(), evaluation.modules().root());
  }
}
