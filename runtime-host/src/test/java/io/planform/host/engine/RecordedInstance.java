package io.planform.host.engine;

import io.planform.host.network.Access;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a script as an instance's bootstrap and remembers what it wrote and how it ended. */
public final class RecordedInstance implements InstanceListener {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();

  public static InstanceSpec spec(Path folder, String script, InstanceListener listener) {
    try {
      Path bootstrap = Files.createTempDirectory(folder, "code").resolve("bootstrap");
      Files.writeString(bootstrap, script);
      Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
      for (Path each = bootstrap.getParent(); !each.equals(folder); each = each.getParent()) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      return new InstanceSpec(
          "test",
          Sandbox.of(TestImages.custom(), 128, 64),
          Optional.of(bootstrap.getParent()),
          Map.of("GREETING", "it's me"),
          Optional.empty(),
          List.of(),
          EntryPoint.OF_IMAGE.owner(),
          List.of(),
          16,
          Access.Internet.ONLY,
          listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void connected(ByteChannel channel) {}

  @Override
  public synchronized void wrote(Output output, byte[] bytes) {
    if (written.size() < 1 << 20) {
      written.writeBytes(bytes);
    }
  }

  @Override
  public void exited(Exit end) {
    exit.complete(end);
  }

  public Exit awaitExit() throws Exception {
    return exit.get(60, TimeUnit.SECONDS);
  }

  public synchronized String output() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
