package io.planform.store.secret;

import io.planform.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Gets master keys from their source. */
final class KeyLoader {
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(60);
  private static final int MOST_BYTES = 16 * 1024;
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

  /** The keys that exist already. */
  KeyRing load() throws StoreException {
    return switch (source) {
      case KeySource.KeyFile file -> read(file.path());
      case KeySource.Variable variable -> read(variable);
      case KeySource.Command command -> run(command);
    };
  }

  /** The keys, of which one is made first where the source is a file that is missing. */
  KeyRing loadOrMake() throws StoreException {
    if (source instanceof KeySource.KeyFile(Path path) && Files.notExists(path)) {
      make(path);
    }
    return load();
  }

  /** Whether a later load may find keys that this one did not, without anybody being asked. */
  boolean isReadAgain() {
    return source instanceof KeySource.KeyFile;
  }

  /**
   * Puts a new key before the others, durably. The others stay: more than one store, backups and
   * saved plans may need them.
   */
  KeyRing renew() throws StoreException {
    return switch (source) {
      case KeySource.KeyFile(Path path) -> {
        loadOrMake();
        yield renew(path);
      }
      case KeySource.Variable(String name) ->
          throw fixed("the environment variable " + name + " holds");
      case KeySource.Command _ -> throw fixed("the key command prints");
    };
  }

  private static StoreException fixed(String source) {
    return new StoreException(
        "Everything is encrypted with the first key that "
            + source
            + ". Put a new key before it, with a comma or a line's end between them, and run this"
            + " again; such a key is printed by: openssl rand -base64 32");
  }

  private static KeyRing read(Path path) throws StoreException {
    try {
      Set<PosixFilePermission> open = EnumSet.copyOf(OTHERS);
      open.retainAll(Files.getPosixFilePermissions(path));
      if (!open.isEmpty()) {
        throw new StoreException(
            "The key file " + path + " is open to other users. Run: chmod 600 " + path);
      }
      return KeyRing.parse(Files.readString(path, StandardCharsets.ISO_8859_1), path.toString());
    } catch (NoSuchFileException e) {
      throw new StoreException(
          "The key file " + path + " is missing. What it encrypted cannot be read without it.", e);
    } catch (IOException e) {
      throw StoreException.of("The key file " + path + " cannot be read", e);
    }
  }

  private static KeyRing read(KeySource.Variable variable) throws StoreException {
    String value = System.getenv(variable.name());
    if (value == null) {
      throw new StoreException("The environment variable " + variable.name() + " has no key.");
    }
    return KeyRing.parse(value, "the environment variable " + variable.name());
  }

  /**
   * The command may ask the user; the pipe holds far more than a key, so nothing needs draining.
   */
  private static KeyRing run(KeySource.Command command) throws StoreException {
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
      byte[] printed = process.getInputStream().readNBytes(MOST_BYTES);
      return KeyRing.parse(
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
    try {
      Path folder = folder(path);
      Files.createDirectories(folder, permissions("rwx------"));
      Path draft = draft(folder, new KeyRing(List.of(MasterKey.random())));
      try {
        Files.createLink(path, draft);
      } finally {
        Files.delete(draft);
      }
      force(folder);
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its key is used.
    } catch (IOException e) {
      throw StoreException.of("The key file " + path + " cannot be made", e);
    }
  }

  /** Two that put a new key into the file at once must both find theirs in it afterwards. */
  private static KeyRing renew(Path path) throws StoreException {
    try {
      Path file = path.toRealPath();
      Path folder = folder(file);
      Path lock = file.resolveSibling(file.getFileName() + ".lock");
      try (FileChannel locked =
              FileChannel.open(
                  lock,
                  Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                  permissions("rw-------"));
          FileLock _ = locked.lock()) {
        KeyRing renewed = read(file).behind(MasterKey.random());
        Path draft = draft(folder, renewed);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
        return renewed;
      }
    } catch (IOException e) {
      throw StoreException.of("No new key can be put into the key file " + path, e);
    }
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
  }

  private static Path draft(Path folder, KeyRing keys) throws IOException {
    String text = keys.keys().stream().map(key -> key.text() + "\n").collect(Collectors.joining());
    Path draft = Files.createTempFile(folder, "key", ".new", permissions("rw-------"));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
      channel.force(true);
    } catch (IOException e) {
      Files.delete(draft);
      throw e;
    }
    return draft;
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
