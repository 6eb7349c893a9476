package io.planform.planner.module;

import io.planform.planner.module.ModuleSource.Archive;
import io.planform.planner.module.ModuleSource.Git;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packages below {@code .planform/modules}, a directory for each source and revision. A
 * directory is there whole or not at all, so nothing has to be fetched twice.
 */
final class PackageCache {
  private final Path directory;
  private final Web web;

  PackageCache(Path directory, Web web) {
    this.directory = directory;
    this.web = web;
  }

  /** A package and what it was. */
  record Fetched(Path directory, String revision) {}

  Path directory() {
    return directory;
  }

  /**
   * @param revision the one that is wanted; null for what there is now
   */
  Fetched get(ModuleSource source, @Nullable String revision) throws FetchException {
    if (revision != null && Files.isDirectory(place(source, revision))) {
      return new Fetched(place(source, revision), revision);
    }
    try {
      Files.createDirectories(directory);
      Path draft = Files.createTempDirectory(directory, ".fetching-");
      try {
        String found = fetch(source, revision, draft);
        Path place = place(source, found);
        if (!Files.isDirectory(place)) {
          Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Fetched(place, found);
      } finally {
        delete(draft);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new FetchException("It cannot be put into " + directory + ": " + e.getMessage());
    }
  }

  private String fetch(ModuleSource source, @Nullable String revision, Path into)
      throws FetchException {
    return switch (source) {
      case Git git -> GitPackage.fetch(git, revision, into);
      case Archive archive -> archive(archive, revision, into);
      case ModuleSource.Unusable(String why) -> throw new FetchException(why);
      case ModuleSource.Local _, ModuleSource.Directory _, ModuleSource.Registry _ ->
          throw new FetchException("The registry leads to no repository and no archive.");
    };
  }

  private String archive(Archive source, @Nullable String revision, Path into)
      throws FetchException {
    String type = source.type();
    if (type != null) {
      String expected = revision == null ? source.sha256() : revision;
      return ArchivePackage.fetch(source, type, expected, web, into);
    }
    String location = web.location(source.url() + "?terraform-get=1");
    if (location == null) {
      throw new FetchException(
          "There is no archive at "
              + Web.shown(source.url())
              + ", and the page does not say where the module is.");
    }
    return fetch(SourceAddress.parse(location), revision, into);
  }

  private Path place(ModuleSource source, String revision) {
    String address =
        switch (source) {
          case Git git -> git.url();
          case Archive archive -> archive.url();
          default -> "";
        };
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((address + "\n" + revision).getBytes(StandardCharsets.UTF_8));
      return directory.resolve(HexFormat.of().formatHex(digest, 0, 12));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(tree)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
