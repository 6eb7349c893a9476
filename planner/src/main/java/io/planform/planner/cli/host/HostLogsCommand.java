package io.planform.planner.cli.host;

import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code host logs}. */
final class HostLogsCommand extends LocalHostCommand {
  private static final String FOLLOW = "-f";
  private static final String LINES = "-n";
  private static final int DEFAULT_LINES = 100;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("logs");
    spec.usageMessage().description("Prints the end of the runtime host's own log.");
    spec.addOption(
        OptionSpec.builder(FOLLOW).description("Goes on printing what is added.").build());
    spec.addOption(
        OptionSpec.builder(LINES)
            .paramLabel("LINES")
            .type(Integer.class)
            .description("How many lines to begin with (" + DEFAULT_LINES + ").")
            .build());
    return spec;
  }

  @Override
  int run(ParseResult arguments, Shell shell, LocalHost host)
      throws IOException, InterruptedException {
    int lines = arguments.matchedOptionValue(LINES, DEFAULT_LINES);
    boolean follow = arguments.hasMatchedOption(FOLLOW);
    HostLog log = host.log();
    if (lines < 0) {
      shell.report(
          Diagnostic.error("Wrong number of lines", "-n takes a number that is not negative."));
      return ExitCode.ERROR;
    }
    if (!follow && !Files.exists(log.file())) {
      shell.report(
          Diagnostic.error("There is no log yet", log.file() + " does not exist.")
              .withHint("planform host up starts the host"));
      return ExitCode.ERROR;
    }
    if (follow) {
      log.follow(lines, shell.out());
    } else {
      log.lastLines(lines).forEach(shell.out()::println);
    }
    return ExitCode.DONE;
  }
}
