package io.planform.planner.cli;

import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.graph.ResourceGraph;
import io.planform.planner.render.graph.GraphDot;
import io.planform.planner.render.graph.GraphJson;
import io.planform.planner.render.graph.GraphMermaid;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code graph}: what waits for what. */
final class GraphCommand implements Command {
  private static final String[] NOT_BUILT = {"-type", "-plan", "-draw-cycles", "-module-depth"};

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("graph");
    spec.usageMessage()
        .description("Prints the resources and data sources, and which of them wait for others.");
    spec.addOption(
        OptionSpec.builder("-format")
            .paramLabel("dot|mermaid|json")
            .type(String.class)
            .description("The language of the graph; by default dot, which Graphviz reads.")
            .build());
    Flags.notBuilt(spec, NOT_BUILT);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    Flags.refuse(arguments, diagnostics, NOT_BUILT);
    String format = arguments.matchedOptionValue("-format", "dot");
    boolean known = format.equals("dot") || format.equals("mermaid") || format.equals("json");
    if (!known) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid -format",
              "A graph is written as dot, mermaid or json, not " + format + "."));
    }
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    Project project = Project.withoutInputs(shell);
    if (project == null) {
      return ExitCode.ERROR;
    }
    ResourceGraph graph = ResourceGraph.of(project.graph());
    shell
        .out()
        .print(
            switch (format) {
              case "mermaid" -> GraphMermaid.render(graph);
              case "json" -> GraphJson.render(graph);
              default -> GraphDot.render(graph);
            });
    return ExitCode.DONE;
  }
}
