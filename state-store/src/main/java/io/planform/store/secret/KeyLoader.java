package io.planform.store.secret;

import io.planform.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** Gets a master key from its source. */
final class KeyLoader {
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(60);
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private final KeySource source;

  KeyLoader(KeySource source) {
    this.source = source;
  }

  /** The key that exists already. */
  MasterKey load() throws StoreException {
    return switch (source) {
      case KeySource.KeyFile file -> read(file.path());
      case KeySource.Variable variable -> read(variable);
      case KeySource.Command command -> run(command);
    };
  }

  /** The key, which is made first where the source is a file that is missing. */
  MasterKey loadOrMake() throws StoreException {
    if (source instanceof KeySource.KeyFile(Path path) && Files.notExists(path)) {
      make(path);
    }
    return load();
  }

  private static MasterKey read(Path path) throws StoreException {
    try {
      Set<PosixFilePermission> open = EnumSet.copyOf(OTHERS);
      open.retainAll(Files.getPosixFilePermissions(path));
      if (!open.isEmpty()) {
        throw new StoreException(
            "The key file " + path + " is open to other users. Run: chmod 600 " + path);
      }
      return MasterKey.parse(Files.readString(path, StandardCharsets.ISO_8859_1), path.toString());
    } catch (NoSuchFileException e) {
      throw new StoreException(
          "The key file " + path + " is missing. What it encrypted cannot be read without it.", e);
    } catch (IOException e) {
      throw StoreException.of("The key file " + path + " cannot be read", e);
    }
  }

  private static MasterKey read(KeySource.Variable variable) throws StoreException {
    String value = System.getenv(variable.name());
    if (value == null) {
      throw new StoreException("The environment variable " + variable.name() + " has no key.");
    }
    return MasterKey.parse(value, "the environment variable " + variable.name());
  }

  /**
   * The command may ask the user; the pipe holds far more than a key, so nothing needs draining.
   */
  private static MasterKey run(KeySource.Command command) throws StoreException {
    try {
      Process process =
          new ProcessBuilder("sh", "-c", command.line())
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (!process.waitFor(COMMAND_TIMEOUT)) {
        process.destroyForcibly();
        throw new StoreException("The key command gave no key in " + COMMAND_TIMEOUT + ".");
      }
      if (process.exitValue() != 0) {
        throw new StoreException("The key command failed with exit " + process.exitValue() + ".");
      }
      byte[] printed = process.getInputStream().readNBytes(1024);
      return MasterKey.parse(
          new String(printed, StandardCharsets.ISO_8859_1), "the key command's output");
    } catch (IOException e) {
      throw StoreException.of("The key command cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("The key command was interrupted.", e);
    }
  }

  /** Makes a key under another name first: a key that was ever used is never replaced. */
  private static void make(Path path) throws StoreException {
    byte[] key = new byte[MasterKey.BYTES];
    new SecureRandom().nextBytes(key);
    String text = Base64.getEncoder().encodeToString(key) + "\n";
    try {
      Path folder = path.toAbsolutePath().getParent();
      Files.createDirectories(folder, permissions("rwx------"));
      Path draft = Files.createTempFile(folder, "key", ".new", permissions("rw-------"));
      try {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
          channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
          channel.force(true);
        }
        Files.createLink(path, draft);
      } finally {
        Files.delete(draft);
      }
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its key is used.
    } catch (IOException e) {
      throw StoreException.of("The key file " + path + " cannot be made", e);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
