package io.planform.planner.cli.host;

import io.planform.planner.cli.host.Doctor.Finding;
import io.planform.planner.cli.host.Doctor.Status;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.render.text.Palette;
import io.planform.planner.render.text.Palette.Ink;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code host doctor}. */
final class HostDoctorCommand extends LocalHostCommand {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("doctor");
    spec.usageMessage()
        .description("Names what the runtime host needs, what is missing, and how to mend it.");
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
    List<Finding> findings = new Doctor(installation.get(), host.home()).findings();
    int width = findings.stream().mapToInt(finding -> finding.subject().length()).max().orElse(0);
    for (Finding finding : findings) {
      print(finding, width, shell);
    }
    boolean whole = findings.stream().noneMatch(finding -> finding.status() == Status.MISSING);
    return whole ? ExitCode.DONE : ExitCode.ERROR;
  }

  private static void print(Finding finding, int width, Shell shell) {
    Palette palette = shell.terminal().palette();
    String status =
        switch (finding.status()) {
          case OK -> palette.paint(Ink.ADD, "ok     ");
          case MISSING -> palette.paint(Ink.ERROR, "missing");
          case WARNING -> palette.paint(Ink.WARNING, "warning");
        };
    String padding = " ".repeat(width - finding.subject().length());
    shell.out().println(status + "  " + finding.subject() + padding + "  " + finding.what());
    if (finding.status() != Status.OK && !finding.hint().isEmpty()) {
      shell.out().println(" ".repeat(9 + width + 2) + "→ " + finding.hint());
    }
  }
}
