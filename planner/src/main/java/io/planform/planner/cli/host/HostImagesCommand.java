package io.planform.planner.cli.host;

import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code host images}: the runtimes of functions, and what is made of their images. */
final class HostImagesCommand extends LocalHostCommand {
  private static final List<String> TITLES = List.of("RUNTIME", "RUNS", "IMAGE");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("images");
    spec.usageMessage()
        .description(
            "Lists the runtimes of functions: what each runs, and whether its image is here."
                + " Makes the images of those that are named.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("RUNTIME")
            .arity("0..*")
            .type(String[].class)
            .description("Runtimes whose images are made now, instead of at first use.")
            .build());
    return spec;
  }

  @Override
  int run(ParseResult arguments, Shell shell, LocalHost host)
      throws IOException, InterruptedException {
    Optional<Installation> installation = Installation.ofThisProcess();
    if (installation.isEmpty()) {
      shell.report(HostUpCommand.notInstalled());
      return ExitCode.ERROR;
    }
    List<String> named = List.of(arguments.matchedPositionalValue(0, new String[0]));
    shell.out().flush();
    return named.isEmpty()
        ? list(installation.get(), host, shell)
        : make(named, installation.get(), host);
  }

  private static int make(List<String> named, Installation installation, LocalHost host)
      throws IOException, InterruptedException {
    int code =
        installation
            .host("images", host.home(), List.of("--only", String.join(",", named)))
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT)
            .start()
            .waitFor();
    return code == 0 ? ExitCode.DONE : ExitCode.ERROR;
  }

  private static int list(Installation installation, LocalHost host, Shell shell)
      throws IOException, InterruptedException {
    Process process =
        installation
            .host("runtimes", host.home(), List.of())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectError(Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      return ExitCode.ERROR;
    }
    List<List<String>> rows = output.lines().map(line -> List.of(line.split("\t", 3))).toList();
    int name = width(rows, 0);
    int runs = width(rows, 1);
    print(TITLES, name, runs, shell);
    rows.forEach(row -> print(row, name, runs, shell));
    return ExitCode.DONE;
  }

  private static void print(List<String> row, int name, int runs, Shell shell) {
    shell
        .out()
        .println(
            ("%-" + name + "s  %-" + runs + "s  %s").formatted(row.get(0), row.get(1), row.get(2)));
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).length())
        .reduce(TITLES.get(column).length(), Math::max);
  }
}
