package io.planform.planner.provision;

import io.planform.planner.provision.Provisioning.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code local-exec}: a command on this machine. */
final class LocalCommand {
  private static final List<String> SHELL = List.of("/bin/sh", "-c");

  private final Arguments arguments;
  private final Provisioning provisioning;

  LocalCommand(Provisioning provisioning) {
    this.provisioning = provisioning;
    this.arguments = new Arguments(provisioning.configuration());
  }

  void run(Output output) throws ProvisionException, InterruptedException {
    String command = arguments.text("command");
    if (command.isEmpty()) {
      throw new ProvisionException("The command of local-exec is empty.");
    }
    List<String> words =
        new ArrayList<>(arguments.has("interpreter") ? arguments.texts("interpreter") : SHELL);
    words.add(command);
    output.line(
        arguments.flag("quiet")
            ? "Executing: (suppressed by quiet = true)"
            : words.stream()
                .map(word -> '"' + word + '"')
                .collect(Collectors.joining(" ", "Executing: [", "]")));
    Process process = start(words);
    try {
      print(process, output);
      int status = process.waitFor();
      if (status != 0) {
        throw new ProvisionException("The command ended with exit status " + status + ".");
      }
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      throw e;
    }
  }

  private Process start(List<String> words) throws ProvisionException {
    Path directory = provisioning.directory().resolve(arguments.text("working_dir"));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().clear();
    builder.environment().putAll(provisioning.environment());
    builder.environment().putAll(arguments.map("environment"));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new ProvisionException("The command cannot be started: " + e.getMessage());
    }
  }

  private static void print(Process process, Output output) throws ProvisionException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.line(line);
      }
    } catch (IOException e) {
      throw new ProvisionException("What the command prints cannot be read: " + e.getMessage());
    }
  }
}
