package io.planform.planner.provision;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code file}: a file, a folder or a text put on another machine. */
final class Upload {
  private final Arguments arguments;
  private final Path directory;

  Upload(Provisioning provisioning) {
    this.arguments = new Arguments(provisioning.configuration());
    this.directory = provisioning.directory();
  }

  void to(RemoteMachine machine) throws ProvisionException {
    String destination = arguments.text("destination");
    if (arguments.has("content") == arguments.has("source")) {
      throw new ProvisionException("The provisioner file takes one of source and content.");
    }
    if (arguments.has("content")) {
      machine.write(arguments.text("content").getBytes(StandardCharsets.UTF_8), destination);
      return;
    }
    String named = arguments.text("source");
    Path source = directory.resolve(named);
    if (!Files.exists(source)) {
      throw new ProvisionException("There is no file or folder " + named + ".");
    }
    boolean contents = named.endsWith("/");
    machine.copy(
        source,
        Files.isDirectory(source) && !contents
            ? destination.replaceFirst("/+$", "") + "/" + source.getFileName()
            : destination.replaceFirst("(?<=.)/+$", ""));
  }
}
