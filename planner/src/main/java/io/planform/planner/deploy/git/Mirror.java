package io.planform.planner.deploy.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.eclipse.jgit.api.FetchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * A bare copy of a repository on this machine. The first fetch of a branch takes its newest commit
 * alone, later ones take what came since. Safe for use by many threads.
 */
public final class Mirror implements AutoCloseable {
  private static final String HEADS = "refs/heads/";

  /** So many tags of one commit are looked at. */
  private static final int MOST_TAGS = 10;

  private final Path directory;
  private final Remote remote;
  private final Access access;
  private final Repository repository;
  private final ReentrantLock fetching = new ReentrantLock();

  private Mirror(Path directory, Remote remote, Access access, Repository repository) {
    this.directory = directory;
    this.remote = remote;
    this.access = access;
    this.repository = repository;
  }

  static Mirror open(Path directory, Remote remote, Access access) throws GitException {
    try {
      Repository repository =
          new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build();
      if (!repository.getObjectDatabase().exists()) {
        repository.create(true);
      }
      return new Mirror(directory, remote, access, repository);
    } catch (IOException e) {
      throw GitException.of(remote, "cannot be kept in " + directory, e);
    }
  }

  Remote remote() {
    return remote;
  }

  Path directory() {
    return directory;
  }

  /** The branches that the remote has now, with their commits. */
  public Map<String, String> heads() throws GitException {
    try {
      Map<String, String> heads = new HashMap<>();
      for (Ref ref :
          access
              .over(remote, Git.lsRemoteRepository().setRemote(remote.url()).setHeads(true))
              .call()) {
        ObjectId id = ref.getObjectId();
        if (id != null && ref.getName().startsWith(HEADS)) {
          heads.put(ref.getName().substring(HEADS.length()), id.name());
        }
      }
      return heads;
    } catch (GitAPIException | JGitInternalException e) {
      throw GitException.of(remote, "cannot be reached", e);
    }
  }

  /**
   * Makes sure that a branch's newest commit is here.
   *
   * @return its id, which may be newer than one that was seen before
   */
  public String fetch(String branch) throws GitException {
    return fetching(
        git -> {
          RefSpec spec = new RefSpec("+" + HEADS + branch + ":" + HEADS + branch);
          boolean first = repository.findRef(HEADS + branch) == null;
          fetch(first ? git.fetch().setDepth(1) : git.fetch(), spec);
          Ref fetched = repository.findRef(HEADS + branch);
          if (fetched == null) {
            throw new GitException(remote.shown() + " has no branch " + branch + ".");
          }
          return fetched.getObjectId().name();
        });
  }

  /** The annotated tags that the remote has on a commit which is here: their whole contents. */
  List<byte[]> tagsOn(String commit) throws GitException {
    return fetching(
        git -> {
          List<byte[]> tags = new ArrayList<>();
          for (Ref ref :
              access
                  .over(remote, Git.lsRemoteRepository().setRemote(remote.url()).setTags(true))
                  .call()) {
            ObjectId tagged = ref.getPeeledObjectId();
            boolean isMeant = tagged != null && tagged.name().equals(commit);
            if (isMeant && tags.size() < MOST_TAGS) {
              fetch(git.fetch(), new RefSpec("+" + ref.getName() + ":" + ref.getName()));
              tags.add(repository.open(ref.getObjectId(), Constants.OBJ_TAG).getCachedBytes());
            }
          }
          return tags;
        });
  }

  /** What is done while nobody else fetches into this mirror. */
  @FunctionalInterface
  private interface Fetching<T> {
    T with(Git git) throws GitAPIException, IOException;
  }

  private <T> T fetching(Fetching<T> work) throws GitException {
    fetching.lock();
    try (Git git = new Git(repository)) {
      return work.with(git);
    } catch (GitAPIException | JGitInternalException | IOException e) {
      throw e instanceof GitException known
          ? known
          : GitException.of(remote, "cannot be fetched", e);
    } finally {
      fetching.unlock();
    }
  }

  private void fetch(FetchCommand command, RefSpec spec) throws GitAPIException {
    access
        .over(remote, command)
        .setRemote(remote.url())
        .setRefSpecs(spec)
        .setTagOpt(TagOpt.NO_TAGS)
        .call();
  }

  /** Makes sure that a commit is here, which may be an earlier one than any that was fetched. */
  public void require(String commit) throws GitException {
    boolean there =
        fetching(
            git -> {
              if (!contains(commit)) {
                boolean shallow = !repository.getObjectDatabase().getShallowCommits().isEmpty();
                fetch(
                    shallow ? git.fetch().setUnshallow(true) : git.fetch(),
                    new RefSpec("+" + HEADS + "*:" + HEADS + "*"));
              }
              return contains(commit);
            });
    if (!there) {
      throw new GitException(remote.shown() + " has no commit " + commit + ".");
    }
  }

  /** Whether a commit was fetched. */
  public boolean has(String commit) throws GitException {
    try {
      return contains(commit);
    } catch (IOException e) {
      throw GitException.of(remote, "cannot be read", e);
    }
  }

  private boolean contains(String commit) throws IOException {
    return repository.getObjectDatabase().has(ObjectId.fromString(commit));
  }

  /**
   * Whether a branch that moved from one commit to another only gained commits. That cannot be told
   * of an older commit which is nowhere any more: then it did not.
   */
  public boolean isAncestor(String older, String newer) throws GitException {
    if (older.equals(newer)) {
      return true;
    }
    try {
      require(older);
    } catch (GitException e) {
      if (!isKnownToBeGone(older)) {
        throw e;
      }
      return false;
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.isMergedInto(commit(walk, older), commit(walk, newer));
    } catch (IOException e) {
      throw GitException.of(remote, "cannot be walked", e);
    }
  }

  /** After a fetch of everything. */
  private boolean isKnownToBeGone(String commit) throws GitException {
    try {
      return !contains(commit) && repository.getObjectDatabase().getShallowCommits().isEmpty();
    } catch (IOException e) {
      throw GitException.of(remote, "cannot be read", e);
    }
  }

  /** Whether two commits differ in a file whose path, from the repository's top, is meant. */
  public boolean differs(String one, String other, Predicate<String> isMeant) throws GitException {
    try (RevWalk walk = new RevWalk(repository);
        TreeWalk trees = new TreeWalk(repository)) {
      if (!contains(one)) {
        return true;
      }
      trees.addTree(commit(walk, one).getTree());
      trees.addTree(commit(walk, other).getTree());
      trees.setRecursive(true);
      trees.setFilter(TreeFilter.ANY_DIFF);
      while (trees.next()) {
        if (isMeant.test(trees.getPathString())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw GitException.of(remote, "cannot be compared", e);
    }
  }

  /** The one commit whose id begins so. */
  public String resolve(String beginning) throws GitException {
    try {
      ObjectId id =
          beginning.matches("[0-9a-f]{4,40}") ? repository.resolve(beginning + "^{commit}") : null;
      if (id == null) {
        throw new GitException(remote.shown() + " has no commit " + beginning + ".");
      }
      return id.name();
    } catch (IOException e) {
      throw e instanceof GitException known
          ? known
          : GitException.of(remote, "has no commit " + beginning, e);
    }
  }

  /** A commit that is here. */
  RevCommit commit(String id) throws GitException {
    try (RevWalk walk = new RevWalk(repository)) {
      return commit(walk, id);
    } catch (IOException e) {
      throw GitException.of(remote, "has no commit " + id, e);
    }
  }

  private static RevCommit commit(RevWalk walk, String id) throws IOException {
    return walk.parseCommit(ObjectId.fromString(id));
  }

  Repository repository() {
    return repository;
  }

  @Override
  public void close() {
    repository.close();
  }
}
