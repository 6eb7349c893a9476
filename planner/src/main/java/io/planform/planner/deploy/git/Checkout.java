package io.planform.planner.deploy.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.BlobBasedConfig;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The files of one commit, with those of its submodules. */
public final class Checkout {
  /** What commands keep beside manifests: a commit that brings its own would speak for them. */
  private static final String RESERVED = ".planform";

  private static final int DEEPEST = 8;

  private final Mirrors mirrors;

  public Checkout(Mirrors mirrors) {
    this.mirrors = mirrors;
  }

  /**
   * Empties a directory and writes a commit there.
   *
   * @param path of the root module, from the repository's top
   * @return the directory of the root module
   */
  public Path write(Mirror mirror, String commit, Path into, String path) throws GitException {
    try {
      clear(into);
      Files.createDirectories(into);
      write(mirror, commit, into, 0);
      Path root = into.resolve(path).normalize();
      if (!Files.isDirectory(root) || !root.toRealPath().startsWith(into.toRealPath())) {
        throw new GitException(
            "The commit " + shortened(commit) + " has no directory \"" + path + "\".");
      }
      if (Files.exists(root.resolve(RESERVED), LinkOption.NOFOLLOW_LINKS)) {
        throw new GitException(
            "The commit "
                + shortened(commit)
                + " brings a "
                + RESERVED
                + ", which is what commands keep for themselves: remove it from the repository, and"
                + " name it in .gitignore.");
      }
      return root;
    } catch (IOException e) {
      throw e instanceof GitException known
          ? known
          : GitException.of(mirror.remote(), "cannot be checked out", e);
    }
  }

  public static String shortened(String commit) {
    return commit.substring(0, Math.min(12, commit.length()));
  }

  private void write(Mirror mirror, String id, Path into, int depth) throws IOException {
    RevCommit commit = mirror.commit(id);
    Path index = Files.createTempFile(into.getParent(), "index", "");
    try (Repository view =
        new FileRepositoryBuilder()
            .setGitDir(mirror.directory().toFile())
            .setWorkTree(into.toFile())
            .setIndexFile(index.toFile())
            .build()) {
      Files.delete(index);
      DirCache entries = view.lockDirCache();
      try {
        new DirCacheCheckout(view, entries, commit.getTree()).checkout();
      } finally {
        entries.unlock();
      }
    } finally {
      Files.deleteIfExists(index);
    }
    SequencedMap<String, ObjectId> submodules = submodules(mirror, commit);
    if (submodules.isEmpty()) {
      return;
    }
    if (depth == DEEPEST) {
      throw new GitException("Submodules are nested more than " + DEEPEST + " deep.");
    }
    Map<String, String> urls = urls(mirror, commit);
    for (Map.Entry<String, ObjectId> submodule : submodules.entrySet()) {
      String url = urls.get(submodule.getKey());
      if (url == null) {
        throw new GitException(
            ".gitmodules does not say where the submodule \"" + submodule.getKey() + "\" is.");
      }
      Mirror other = mirrors.of(mirror.remote().submodule(url));
      other.require(submodule.getValue().name());
      write(other, submodule.getValue().name(), into.resolve(submodule.getKey()), depth + 1);
    }
  }

  private static SequencedMap<String, ObjectId> submodules(Mirror mirror, RevCommit commit)
      throws IOException {
    SequencedMap<String, ObjectId> found = new LinkedHashMap<>();
    try (TreeWalk walk = new TreeWalk(mirror.repository())) {
      walk.addTree(commit.getTree());
      walk.setRecursive(true);
      while (walk.next()) {
        if (walk.getFileMode() == FileMode.GITLINK) {
          found.put(walk.getPathString(), walk.getObjectId(0));
        }
      }
    }
    return found;
  }

  private static Map<String, String> urls(Mirror mirror, RevCommit commit) throws IOException {
    try {
      BlobBasedConfig config =
          new BlobBasedConfig(null, mirror.repository(), commit, ".gitmodules");
      Map<String, String> urls = new HashMap<>();
      for (String name : config.getSubsections("submodule")) {
        String path = config.getString("submodule", name, "path");
        String url = config.getString("submodule", name, "url");
        if (path != null && url != null) {
          urls.put(path, url);
        }
      }
      return urls;
    } catch (ConfigInvalidException e) {
      throw new GitException(".gitmodules cannot be read: " + e.getMessage());
    }
  }

  /** Removes a directory; links are removed, not followed. */
  public static void clear(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
