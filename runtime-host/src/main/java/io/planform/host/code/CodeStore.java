package io.planform.host.code;

import io.planform.functiongraph.code.ArchiveLimits;
import io.planform.functiongraph.code.CodeArchive;
import io.planform.functiongraph.code.CodeDigest;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.storage.DurableFile;
import io.planform.host.storage.StorageFailure;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Code on disk: {@code archives/} as uploaded and {@code unpacked/} for instances, both by name.
 * What is there under a name is whole and durable. Code that no function refers to is deleted,
 * unless this process has handed it to an instance: then at the next start.
 */
public final class CodeStore implements CodeSource {
  private final Path archives;
  private final Path unpacked;
  private final MergedCode merged;

  /** Its own lock: an instance's start must not wait for the uploads. */
  private final Set<String> handedOut = new HashSet<>();

  /** Shared by uploads until their row is there and by readers, exclusive for deletion. */
  private final ReadWriteLock uses = new ReentrantReadWriteLock();

  /** Locks, of which each code has one. */
  private final List<Object> storing = Stream.generate(Object::new).limit(64).toList();

  public CodeStore(Path folder) throws IOException {
    this.archives = Files.createDirectories(folder.resolve("archives"));
    this.unpacked = Files.createDirectories(folder.resolve("unpacked"));
    this.merged = new MergedCode(folder.resolve("merged"));
  }

  /**
   * Held from before {@link #put} until the row that refers to the code is durable, and from before
   * a row is read until its code is.
   */
  public Lock using() {
    return uses.readLock();
  }

  /**
   * Stores an archive under its SHA-512, if it is not there yet.
   *
   * @throws ApiException FSS.1011 when the archive is not accepted
   */
  public String put(byte[] zip) {
    String name = CodeDigest.of(zip).hex();
    store(name, zip, archive -> unpack(archive, unpacked.resolve(name), ArchiveLimits.FUNCTION));
    return name;
  }

  /**
   * Stores the archive of a dependency.
   *
   * @throws ApiException FSS.1011 when the archive is not accepted
   */
  public String putDependency(byte[] zip) {
    String name = derived(zip, "dependency");
    store(name, zip, archive -> unpack(archive, unpacked.resolve(name), ArchiveLimits.DEPENDENCY));
    return name;
  }

  /**
   * A package that was fetched and has no name yet.
   *
   * @param sha512 lower-case hex
   * @param md5 lower-case hex
   */
  public record Fetched(Path file, String sha512, String md5, long size) {}

  /** Fetches a package; it is to be put, or nothing of it is kept at the next start. */
  public Fetched fetch(LinkedPackages links, String link) {
    try {
      Path file = Files.createTempFile(archives, ".new-", "");
      boolean complete = false;
      try (FileOutputStream out = new FileOutputStream(file.toFile());
          DigestOutputStream md5 = new DigestOutputStream(out, digest("MD5"));
          DigestOutputStream sha512 = new DigestOutputStream(md5, digest("SHA-512"))) {
        links.copy(link, sha512);
        out.getFD().sync();
        complete = true;
        return new Fetched(
            file,
            HexFormat.of().formatHex(sha512.getMessageDigest().digest()),
            HexFormat.of().formatHex(md5.getMessageDigest().digest()),
            Files.size(file));
      } finally {
        if (!complete) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw StorageFailure.of("The code cannot be fetched", e);
    }
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /**
   * Stores an archive that was fetched.
   *
   * @throws ApiException FSS.1011 when the archive is not accepted
   */
  public String put(Fetched code) {
    String name = code.sha512();
    store(
        name,
        code.file(),
        archive -> unpack(archive, unpacked.resolve(name), ArchiveLimits.FUNCTION));
    return name;
  }

  /**
   * Stores the archive of a dependency that was fetched.
   *
   * @throws ApiException FSS.1011 when the archive is not accepted
   */
  public String putDependency(Fetched code) {
    String name = derived(code.sha512(), "dependency");
    store(
        name,
        code.file(),
        archive -> unpack(archive, unpacked.resolve(name), ArchiveLimits.DEPENDENCY));
    return name;
  }

  /**
   * Stores code that is one file.
   *
   * @param path of the file in the code folder
   */
  public String putFile(String path, byte[] content) {
    String name = derived(content, path);
    store(name, content, archive -> place(path, archive, unpacked.resolve(name)));
    return name;
  }

  /** The same content stored in another way has another name. */
  private static String derived(byte[] content, String way) {
    return derived(CodeDigest.of(content).hex(), way);
  }

  private static String derived(String digest, String way) {
    return CodeDigest.of((digest + "/" + way).getBytes(StandardCharsets.UTF_8)).hex();
  }

  @Override
  public Path unpacked(String name, List<String> dependencies) {
    List<Path> parts = new ArrayList<>();
    parts.add(handOut(name));
    dependencies.forEach(dependency -> parts.add(handOut(dependency)));
    return parts.size() == 1 ? parts.getFirst() : merged.of(parts);
  }

  private Path handOut(String name) {
    Path folder = unpacked.resolve(name);
    synchronized (handedOut) {
      if (Files.notExists(folder)) {
        throw new IllegalStateException("the code %s is not there any more".formatted(name));
      }
      handedOut.add(name);
    }
    return folder;
  }

  @Override
  public Path archive(String name) {
    return archives.resolve(name);
  }

  /** Deletes code if nothing refers to it. */
  public void collect(String name, Predicate<String> referredTo) {
    if (name.isEmpty()) {
      return;
    }
    uses.writeLock().lock();
    try {
      if (!referredTo.test(name)) {
        delete(name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      uses.writeLock().unlock();
    }
  }

  /** The folder loses its name before its files: what has a name is whole. */
  private void delete(String name) throws IOException {
    Path folder = unpacked.resolve(name);
    Path nameless = unpacked.resolve(".deleted-" + name);
    Trees.delete(nameless);
    synchronized (handedOut) {
      if (handedOut.contains(name)) {
        return;
      }
      Files.deleteIfExists(archives.resolve(name));
      if (Files.exists(folder)) {
        Files.move(folder, nameless, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    Trees.delete(nameless);
  }

  /** Deletes all code that nothing refers to, and what a crash left half-made. */
  public void collectAll(Predicate<String> referredTo) throws IOException {
    merged.deleteAll();
    for (Path folder : List.of(archives, unpacked)) {
      try (Stream<Path> names = Files.list(folder)) {
        for (Path path : names.toList()) {
          String name = String.valueOf(path.getFileName());
          if (name.startsWith(".")) {
            Trees.delete(path);
          } else {
            collect(name, referredTo);
          }
        }
      }
    }
  }

  @FunctionalInterface
  private interface Unpacking {
    void from(Path archive) throws IOException;
  }

  private void store(String name, byte[] content, Unpacking unpacking) {
    if (isStored(name)) {
      return;
    }
    try {
      Path temporary = Files.createTempFile(archives, ".new-", "");
      try {
        DurableFile.write(temporary, content);
        store(name, temporary, unpacking);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw StorageFailure.of("The code cannot be stored", e);
    }
  }

  private boolean isStored(String name) {
    return Files.exists(archives.resolve(name)) && Files.exists(unpacked.resolve(name));
  }

  /**
   * Several functions may be given the same code at once: the first one stores it.
   *
   * @param temporary is moved, or deleted
   */
  private void store(String name, Path temporary, Unpacking unpacking) {
    synchronized (storing.get(Math.floorMod(name.hashCode(), storing.size()))) {
      storeAlone(name, temporary, unpacking);
    }
  }

  /** The archive gets its name last: what has it is complete. */
  private void storeAlone(String name, Path temporary, Unpacking unpacking) {
    try {
      try {
        if (!isStored(name)) {
          unpacking.from(temporary);
          Files.move(temporary, archives.resolve(name), StandardCopyOption.ATOMIC_MOVE);
          DurableFile.sync(archives);
        }
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw StorageFailure.of("The code cannot be stored", e);
    }
  }

  private static void unpack(Path archive, Path target, ArchiveLimits limits) throws IOException {
    switch (CodeArchive.unpack(archive, target, limits)) {
      case CodeArchive.Result.Unpacked _ -> {}
      case CodeArchive.Result.Refused refused ->
          throw new ApiException(
              FgsError.FSS_1011,
              refused.entry().isEmpty()
                  ? refused.reason()
                  : "In the archive, %s: %s".formatted(refused.entry(), refused.reason()));
    }
  }

  private void place(String path, Path content, Path target) throws IOException {
    if (Files.exists(target)) {
      return;
    }
    Path temporary = Files.createTempDirectory(unpacked, CodeArchive.UNPACKING);
    try {
      Path file = temporary.resolve(path);
      Files.createDirectories(file.resolveSibling(""));
      Files.copy(content, file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      try (Stream<Path> tree = Files.walk(temporary)) {
        for (Path folder : tree.filter(Files::isDirectory).toList()) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
          DurableFile.sync(folder);
        }
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      DurableFile.sync(unpacked);
    } finally {
      Trees.delete(temporary);
    }
  }
}
