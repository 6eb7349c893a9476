package io.planform.planner.cli.host;

import io.planform.planner.cli.host.Doctor.Finding;
import io.planform.planner.cli.host.Doctor.Status;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sees to it that a container engine answers.
 *
 * @param approved installing and starting one was allowed beforehand
 */
record EngineSetup(Installation installation, Doctor doctor, boolean approved, Shell shell) {

  /** What keeps the host from running; empty where it can. */
  Optional<Diagnostic> ensure() throws IOException, InterruptedException {
    List<Finding> missing = missing();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    if (!approved && !agreed(missing)) {
      return Optional.of(diagnostic(missing, "Nothing was installed or started."));
    }
    int code =
        new ProcessBuilder(installation.prepareMachine().toString())
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT)
            .start()
            .waitFor();
    List<Finding> left = missing();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            diagnostic(
                left,
                code == 0
                    ? "What is needed was installed and started, and still this is missing."
                    : "It could not be installed or started; why is said above."));
  }

  private List<Finding> missing() throws IOException, InterruptedException {
    return doctor.findings().stream()
        .filter(finding -> finding.status() == Status.MISSING && !finding.isImage())
        .toList();
  }

  private boolean agreed(List<Finding> missing) throws IOException {
    if (!shell.terminal().interactive()) {
      return false;
    }
    shell.out().println("The runtime host needs what this machine lacks:");
    missing.forEach(
        finding -> shell.out().println("  " + finding.subject() + ": " + finding.what()));
    shell.out().println("Planform can install Debian's docker.io and start the engine (as root).");
    shell.out().print("Do it? Only 'yes' is accepted: ");
    shell.out().flush();
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(shell.terminal().in(), StandardCharsets.UTF_8));
    return "yes".equals(answers.readLine());
  }

  private Diagnostic diagnostic(List<Finding> missing, String what) {
    String list =
        missing.stream()
            .map(finding -> finding.subject() + ": " + finding.what() + ". " + finding.hint())
            .collect(Collectors.joining("\n  "));
    return Diagnostic.error("The runtime host cannot run here", what + "\n  " + list)
        .withHint(
            "as root: apt-get install docker.io && systemctl start docker; or "
                + installation.prepareMachine()
                + ", which does both; or allow it with -auto-approve");
  }
}
