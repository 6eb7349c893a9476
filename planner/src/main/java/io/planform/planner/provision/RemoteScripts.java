package io.planform.planner.provision;

import io.planform.planner.provision.Provisioning.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** {@code remote-exec}: scripts, or lines that make one, run on another machine. */
final class RemoteScripts {
  private final Arguments arguments;
  private final Path directory;

  RemoteScripts(Provisioning provisioning) {
    this.arguments = new Arguments(provisioning.configuration());
    this.directory = provisioning.directory();
  }

  void run(RemoteMachine machine, Output output) throws ProvisionException {
    for (byte[] script : scripts()) {
      String path = path(machine.scriptPath());
      machine.write(script, path);
      String quoted = "'" + path.replace("'", "'\\''") + "'";
      int status =
          machine.run(
              "chmod 0700 %1$s && %1$s; s=$?; rm -f %1$s; exit $s".formatted(quoted), output);
      if (status != 0) {
        throw new ProvisionException("The script ended with exit status " + status + ".");
      }
    }
  }

  private static String path(String asked) {
    String random = Integer.toString(new SecureRandom().nextInt(1, Integer.MAX_VALUE));
    return asked.isEmpty() ? "/tmp/planform_" + random + ".sh" : asked.replace("%RAND%", random);
  }

  private List<byte[]> scripts() throws ProvisionException {
    List<String> given =
        List.of("inline", "script", "scripts").stream().filter(arguments::has).toList();
    if (given.size() != 1) {
      throw new ProvisionException(
          "The provisioner remote-exec takes one of inline, script and scripts.");
    }
    if (given.getFirst().equals("inline")) {
      String lines = String.join("\n", arguments.texts("inline")) + "\n";
      String script = lines.startsWith("#!") ? lines : "#!/bin/sh\n" + lines;
      return List.of(script.getBytes(StandardCharsets.UTF_8));
    }
    List<String> names =
        arguments.has("script") ? List.of(arguments.text("script")) : arguments.texts("scripts");
    List<byte[]> scripts = new ArrayList<>();
    for (String name : names) {
      try {
        scripts.add(Files.readAllBytes(directory.resolve(name)));
      } catch (IOException e) {
        throw new ProvisionException("The script " + name + " cannot be read.");
      }
    }
    return scripts;
  }
}
