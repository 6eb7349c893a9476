package io.planform.utility.archive;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files below a folder, links followed, by their name in an archive. */
final class FolderContents extends SimpleFileVisitor<Path> {
  private final Path folder;
  private final Exclusions exclusions;
  private final Path output;
  private final SortedMap<String, FileContent> contents = new TreeMap<>();

  private FolderContents(Path folder, Exclusions exclusions, Path output) {
    this.folder = folder;
    this.exclusions = exclusions;
    this.output = output.toAbsolutePath().normalize();
  }

  /**
   * @param output the archive to be written, which is never part of itself
   */
  static SortedMap<String, FileContent> of(Path folder, Exclusions exclusions, Path output)
      throws IOException {
    FolderContents visitor = new FolderContents(folder, exclusions, output);
    Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    return visitor.contents;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    Path relative = folder.relativize(directory);
    boolean skip =
        !directory.equals(folder)
            && (exclusions.exclude(relative)
                || (exclusions.excludeLinkedFolders() && Files.isSymbolicLink(directory)));
    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    Path relative = folder.relativize(file);
    boolean isOutput = file.toAbsolutePath().normalize().equals(output);
    if (attributes.isRegularFile() && !isOutput && !exclusions.exclude(relative)) {
      contents.put(
          relative.toString().replace(file.getFileSystem().getSeparator(), "/"),
          new FileContent.OfFile(file));
    }
    return FileVisitResult.CONTINUE;
  }
}
