package io.planform.planner.module;

import io.planform.planner.module.ModuleSource.Git;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.api.CloneCommand;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.NetRCCredentialsProvider;
import org.jspecify.annotations.Nullable;

/** Repositories: cloned, with one commit checked out. */
final class GitPackage {
  private static final int SECONDS_WITHOUT_A_BYTE = 60;

  private GitPackage() {}

  /**
   * Fetches a repository into an empty directory.
   *
   * @param commit the one to check out; null for what the source's ref names now
   * @return the id of the commit
   */
  static String fetch(Git source, @Nullable String commit, Path into) throws FetchException {
    CloneCommand clone =
        org.eclipse.jgit.api.Git.cloneRepository()
            .setURI(source.url())
            .setDirectory(into.toFile())
            .setNoCheckout(true)
            .setCloneAllBranches(true)
            .setCredentialsProvider(new NetRCCredentialsProvider())
            .setTimeout(SECONDS_WITHOUT_A_BYTE);
    try (org.eclipse.jgit.api.Git git = clone.call()) {
      ObjectId wanted = resolve(git.getRepository(), commit == null ? source.ref() : commit);
      git.reset().setMode(ResetType.HARD).setRef(wanted.name()).call();
      git.submoduleInit().call();
      git.submoduleUpdate().setTimeout(SECONDS_WITHOUT_A_BYTE).call();
      return wanted.name();
    } catch (GitAPIException | JGitInternalException | IOException e) {
      throw new FetchException(
          "Git cannot clone " + withoutCredentials(source.url()) + ": " + reason(e, source.url()));
    }
  }

  private static ObjectId resolve(Repository repository, @Nullable String ref)
      throws IOException, FetchException {
    String[] names =
        ref == null
            ? new String[] {"HEAD"}
            : new String[] {"refs/remotes/origin/" + ref, "refs/tags/" + ref, ref};
    for (String name : names) {
      Ref found = repository.findRef(name);
      ObjectId id = found != null ? found.getObjectId() : commit(repository, name);
      if (id != null) {
        try (RevWalk walk = new RevWalk(repository)) {
          return walk.parseCommit(id).copy();
        }
      }
    }
    throw new FetchException(
        ref == null
            ? "The repository has no commits."
            : "The repository has no branch, tag or commit \"" + ref + "\".");
  }

  private static @Nullable ObjectId commit(Repository repository, String name) throws IOException {
    return name.matches("[0-9a-f]{7,40}") ? repository.resolve(name + "^{commit}") : null;
  }

  private static String reason(Throwable failure, String url) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? failure.getMessage() : root.getMessage();
    return String.valueOf(message).replace(url, withoutCredentials(url));
  }

  private static String withoutCredentials(String url) {
    return url.replaceFirst("://[^/@]*@", "://");
  }
}
