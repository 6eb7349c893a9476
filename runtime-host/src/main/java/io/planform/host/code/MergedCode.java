package io.planform.host.code;

import io.planform.functiongraph.code.CodeDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folders of code with its dependencies in it, as the user guide's chapter 11 has it. Where two
 * have a file of one name, the function's own code wins, then the dependency that was given first.
 * The folders hold links to the files of the store and are made when they are first wanted; those
 * of an earlier process are deleted at the start.
 */
final class MergedCode {
  private final Path folder;

  /** Locks, of which each folder has one. */
  private final List<Object> merging = Stream.generate(Object::new).limit(64).toList();

  MergedCode(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** The folder of these; the first one wins. */
  Path of(List<Path> parts) {
    String names = parts.stream().map(Path::toString).reduce("", (all, one) -> all + one + "\n");
    String name = CodeDigest.of(names.getBytes(StandardCharsets.UTF_8)).hex();
    Path target = folder.resolve(name);
    synchronized (merging.get(Math.floorMod(name.hashCode(), merging.size()))) {
      if (Files.notExists(target)) {
        try {
          merge(parts, target);
        } catch (IOException e) {
          throw new UncheckedIOException("code and its dependencies cannot be put together", e);
        }
      }
    }
    return target;
  }

  /** Before any instance of this process has one. */
  void deleteAll() throws IOException {
    Trees.delete(folder);
    Files.createDirectories(folder);
  }

  private void merge(List<Path> parts, Path target) throws IOException {
    Path temporary = Files.createTempDirectory(folder, ".new-");
    try {
      for (Path part : parts) {
        Files.walkFileTree(part, new Linking(part, temporary));
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Trees.delete(temporary);
    }
  }

  private static final class Linking extends SimpleFileVisitor<Path> {
    private final Path source;
    private final Path target;

    Linking(Path source, Path target) {
      this.source = source;
      this.target = target;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
        throws IOException {
      Path made = target.resolve(source.relativize(path));
      if (Files.isRegularFile(made)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Files.createDirectories(made);
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      Path made = target.resolve(source.relativize(path));
      if (Files.notExists(made)) {
        link(path, made);
      }
      return FileVisitResult.CONTINUE;
    }

    /** A file system allows only so many links to one file. */
    private static void link(Path path, Path made) throws IOException {
      try {
        Files.createLink(made, path);
      } catch (FileSystemException e) {
        Files.copy(path, made, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
