package io.planform.planner.deploy.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The same over every kind of server. */
@ParameterizedClass
@ValueSource(strings = {"file", "daemon", "http", "ssh"})
class MirrorTest {
  @Parameter String kind = "";
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path repositories;
  private GitServer server;
  private Git git;
  private Mirrors mirrors;

  @BeforeEach
  void serve() throws Exception {
    repositories = Files.createDirectories(folder.resolve("served"));
    git = repository("shop");
    server = GitServer.start(kind, repositories, folder);
    environment.put("HOME", folder.resolve("home").toString());
    environment.put(GitServer.PASSWORD_VARIABLE, GitServer.PASSWORD);
    mirrors = new Mirrors(folder.resolve("mirrors"), new Access(environment, folder));
  }

  @AfterEach
  void stop() {
    mirrors.close();
    git.close();
    server.close();
  }

  private Git repository(String name) throws Exception {
    return Git.init()
        .setDirectory(repositories.resolve(name).toFile())
        .setInitialBranch("main")
        .call();
  }

  private static String commit(Git to, String file, String text) throws Exception {
    Path path = to.getRepository().getWorkTree().toPath().resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    to.add().addFilepattern(".").call();
    return to.commit()
        .setMessage(file)
        .setAuthor("Ada", "ada@example.com")
        .setCommitter("Ada", "ada@example.com")
        .setSign(false)
        .call()
        .getName();
  }

  private Mirror mirror() throws GitException {
    return mirrors.of(server.remote("shop"));
  }

  @Test
  void takesTheNewestCommitAloneAndThenWhatCame() throws Exception {
    String first = commit(git, "a/one", "1");
    String second = commit(git, "a/one", "2");
    assertEquals(Map.of("main", second), mirror().heads());
    assertEquals(second, mirror().fetch("main"));
    assertFalse(mirror().has(first));
    String third = commit(git, "b/two", "2");
    assertEquals(third, mirror().fetch("main"));
    assertTrue(mirror().isAncestor(second, third));
    assertTrue(mirror().differs(second, third, "b/two"::equals));
    assertFalse(mirror().differs(second, third, "a/one"::equals));
    mirror().require(first);
    assertTrue(mirror().isAncestor(first, third));
  }

  @Test
  void tellsABranchThatWasRewritten() throws Exception {
    String first = commit(git, "one", "1");
    String second = commit(git, "one", "2");
    mirror().fetch("main");
    git.reset().setMode(ResetType.HARD).setRef(first).call();
    String other = commit(git, "one", "3");
    assertEquals(other, mirror().fetch("main"));
    assertFalse(mirror().isAncestor(second, other));
  }

  @Test
  void checksOutACommitWithItsSubmodules() throws Exception {
    try (Git library = repository("library")) {
      String wanted = commit(library, "lib.tf", "1");
      commit(library, "lib.tf", "2");
      commit(git, ".gitmodules", "[submodule \"lib\"]\n  path = modules/lib\n  url = ../library\n");
      link(wanted);
      String head = git.commit().setMessage("link").setSign(false).call().getName();
      mirror().fetch("main");
      Path into = folder.resolve("checkout");
      Files.createDirectories(into.resolve("old"));
      new Checkout(mirrors).write(mirror(), head, into, "");
      assertEquals("1", Files.readString(into.resolve("modules/lib/lib.tf")));
      assertFalse(Files.exists(into.resolve("old")));
    }
  }

  private void link(String commit) throws Exception {
    DirCache index = git.getRepository().lockDirCache();
    DirCacheEditor editor = index.editor();
    editor.add(
        new DirCacheEditor.PathEdit("modules/lib") {
          @Override
          public void apply(DirCacheEntry entry) {
            entry.setFileMode(FileMode.GITLINK);
            entry.setObjectId(ObjectId.fromString(commit));
          }
        });
    editor.commit();
  }

  @Test
  void saysThatARepositoryIsNotThere() throws Exception {
    GitException refused =
        assertThrows(GitException.class, () -> mirrors.of(server.remote("nothing")).heads());
    assertNotEquals("", refused.getMessage());
  }

  @Test
  void isRefusedWithoutTheRightCredentials() throws Exception {
    commit(git, "one", "1");
    Remote good = server.remote("shop");
    Remote bad =
        switch (kind) {
          case "http" -> new Remote(good.url(), "deployer", "HOME", null, null);
          case "ssh" ->
              new Remote(
                  good.url(), null, null, good.identity(), folder.resolve("nobody_is_known"));
          default -> new Remote(good.url() + "-elsewhere", null, null, null, null);
        };
    GitException refused = assertThrows(GitException.class, () -> mirrors.of(bad).heads());
    assertFalse(refused.getMessage().contains(environment.get("HOME")), refused.getMessage());
  }
}
