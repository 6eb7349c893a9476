package io.planform.planner.cli;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.convert.Conversion;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.ConfigurationLoader;
import io.planform.planner.render.SourceLines;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code convert}: shows the manifests of a directory in the other language. */
final class ConvertCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("convert");
    spec.usageMessage().description("Shows the manifests of a directory in the other language.");
    spec.addOption(
        OptionSpec.builder("-to")
            .paramLabel("LANGUAGE")
            .type(String.class)
            .required(true)
            .description("hcl or yaml.")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DIR")
            .arity("0..1")
            .type(String.class)
            .description("The directory; by default the current one.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String language = arguments.matchedOptionValue("-to", "");
    if (!language.equals("hcl") && !language.equals("yaml")) {
      shell.report(
          Diagnostic.error(
              "Invalid -to option",
              "There are the languages hcl and yaml, not \"" + language + "\"."));
      return ExitCode.ERROR;
    }
    Shell there = shell.in(shell.directory().resolve(arguments.matchedPositionalValue(0, ".")));
    Diagnostics diagnostics = new Diagnostics();
    ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(there.directory(), diagnostics);
    SourceLines lines = SourceLines.below(there.directory());
    there.report(diagnostics.toList(), lines);
    if (diagnostics.hasErrors()) {
      return ExitCode.ERROR;
    }
    Map<String, SourceText> sources = new TreeMap<>(loaded.sources());
    // Those of modules stand in folders of their own.
    List<SourceText> files =
        sources.values().stream().filter(source -> source.file().indexOf('/') < 0).toList();
    there
        .out()
        .print(
            language.equals("hcl")
                ? Conversion.toHcl(files, (block, type) -> schema(shell, block, type))
                : Conversion.toYaml(files));
    return ExitCode.DONE;
  }

  private static @Nullable Schema schema(Shell shell, String block, String type) {
    for (Provider provider : shell.providers()) {
      Schema schema =
          switch (block) {
            case "resource" -> provider.resourceTypes().get(type);
            case "data" -> provider.dataSources().get(type);
            case "ephemeral" -> provider.ephemeralTypes().get(type);
            case "provider" -> provider.name().equals(type) ? provider.configuration() : null;
            default -> null;
          };
      if (schema != null) {
        return schema;
      }
    }
    return null;
  }
}
