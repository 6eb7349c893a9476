package io.planform.planner.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.ModulePath;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourcePosition;
import io.planform.spi.diagnostic.SourceRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.jgit.api.Git;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedModulesTest {
  private static final SourceRange PLACE =
      new SourceRange("main.tf", SourcePosition.START, SourcePosition.START);

  @TempDir Path root;
  @TempDir Path elsewhere;
  private final Map<String, byte[]> served = new ConcurrentHashMap<>();
  private final Map<String, String> located = new ConcurrentHashMap<>();
  private final List<Diagnostic> found = new java.util.ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] body = served.get(path);
          String location = located.get(path);
          if (location != null) {
            exchange.getResponseHeaders().set("X-Terraform-Get", location);
          }
          int status = body != null ? 200 : location != null ? 204 : 404;
          exchange.sendResponseHeaders(status, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String host() {
    return "localhost:" + server.getAddress().getPort();
  }

  private static ModuleCall call(String source, String version) {
    Body nothing = new Body(new LinkedHashMap<>(), List.of(), PLACE);
    return new ModuleCall(
        "net",
        source,
        PLACE,
        version,
        nothing,
        null,
        null,
        List.of(),
        new LinkedHashMap<>(),
        PLACE);
  }

  private @Nullable Path find(String source, String version, boolean upgrade) {
    Diagnostics diagnostics = new Diagnostics();
    try (FetchedModules modules = new FetchedModules(root, upgrade)) {
      Path directory =
          modules.find(ModulePath.ROOT.child("net"), call(source, version), root, diagnostics);
      found.clear();
      found.addAll(diagnostics.toList());
      return directory;
    }
  }

  private String text(String source, String version, boolean upgrade) throws IOException {
    Path directory = find(source, version, upgrade);
    assertNotNull(directory, found::toString);
    return Files.readString(directory.resolve("main.tf"));
  }

  private void refuses(String source, String why) throws IOException {
    assertNull(find(source, "", false));
    assertTrue(found.getFirst().detail().contains(why), found::toString);
    assertEquals(PLACE, found.getFirst().range());
    Path packages = root.resolve(".planform/modules");
    if (Files.exists(packages)) {
      try (Stream<Path> left = Files.list(packages)) {
        assertEquals(List.of(), left.toList());
      }
    }
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private String commit(Git git, String text) throws Exception {
    Path file = elsewhere.resolve("sub/main.tf");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    git.add().addFilepattern(".").call();
    return git.commit()
        .setMessage(text)
        .setAuthor("A", "a@example.com")
        .setSign(false)
        .call()
        .name();
  }

  @Test
  void aRepositoryIsPinnedToItsCommitUntilAnUpgrade() throws Exception {
    try (Git git = Git.init().setDirectory(elsewhere.toFile()).setInitialBranch("main").call()) {
      String first = commit(git, "# one");
      String source = "git::file://" + elsewhere + "//sub?ref=main";
      assertEquals("# one", text(source, "", false));
      assertTrue(Files.readString(root.resolve(ModuleLock.FILE)).contains(first));

      String second = commit(git, "# two");
      assertEquals("# one", text(source, "", false));
      assertEquals("# two", text(source, "", true));
      assertTrue(Files.readString(root.resolve(ModuleLock.FILE)).contains(second));
    }
  }

  @Test
  void whatWasFetchedNeedsNoNetworkAgain() throws Exception {
    served.put("/net.zip", zip(Map.of("main.tf", "# zipped")));
    String source = "http://" + host() + "/net.zip";
    assertEquals("# zipped", text(source, "", false));
    served.clear();
    assertEquals("# zipped", text(source, "", false));
  }

  @Test
  void branchesTagsAndCommitsAreRefs() throws Exception {
    try (Git git = Git.init().setDirectory(elsewhere.toFile()).setInitialBranch("main").call()) {
      String first = commit(git, "# one");
      git.tag().setName("v1").setSigned(false).setAnnotated(false).call();
      git.branchCreate().setName("feature/x").call();
      commit(git, "# two");
      String base = "git::file://" + elsewhere + "//sub";
      assertEquals("# two", text(base, "", false));
      assertEquals("# one", text(base + "?ref=v1", "", false));
      assertEquals("# one", text(base + "?ref=feature%2Fx", "", false));
      assertEquals("# one", text(base + "?ref=" + first, "", false));
      assertNull(find(base + "?ref=v9", "", false));
      assertTrue(found.getFirst().detail().contains("\"v9\""), found::toString);
    }
  }

  @Test
  void aRegistryGivesTheNewestAllowedVersion() throws Exception {
    served.put(
        "/.well-known/terraform.json", "{\"modules.v1\":\"/m/\"}".getBytes(StandardCharsets.UTF_8));
    served.put(
        "/m/example/net/cloud/versions",
        """
        {"modules":[{"versions":[{"version":"1.2.0"},{"version":"1.10.1"},{"version":"2.0.0"},
        {"version":"1.11.0-beta"}]}]}
        """
            .getBytes(StandardCharsets.UTF_8));
    located.put("/m/example/net/cloud/1.10.1/download", "/files/net.zip//*/sub");
    located.put("/m/example/net/cloud/2.0.0/download", "/files/net.zip//*/sub");
    served.put("/files/net.zip", zip(Map.of("net-1/sub/x/main.tf", "# registered")));
    String source = host() + "/example/net/cloud//x";
    assertEquals("# registered", text(source, "~> 1.2", false));
    assertTrue(Files.readString(root.resolve(ModuleLock.FILE)).contains("1.10.1"));
    assertEquals("# registered", text(source, "", false));
    assertTrue(Files.readString(root.resolve(ModuleLock.FILE)).contains("2.0.0"));
    assertNull(find(source, "> 3", false));
    assertTrue(found.getFirst().detail().contains("none is allowed"), found::toString);
  }

  @Test
  void aPageMaySayWhereTheModuleIs() throws Exception {
    located.put("/net", "http://" + host() + "/net.zip");
    served.put("/net.zip", zip(Map.of("main.tf", "# led")));
    assertEquals("# led", text("http://" + host() + "/net", "", false));
  }

  @Test
  void archivesThatLeadOutAreRefusedWhole() throws Exception {
    served.put("/net.zip", zip(Map.of("main.tf", "", "../evil.tf", "")));
    refuses("http://" + host() + "/net.zip", "leads out of it");
  }

  @Test
  void anArchiveHasTheSumThatItsSourceNames() throws Exception {
    served.put("/net.zip", zip(Map.of("main.tf", "")));
    refuses("http://" + host() + "/net.zip?checksum=" + "0".repeat(64), "is expected");
  }

  @Test
  void anArchiveThatChangedIsNotTaken() throws Exception {
    served.put("/net.zip", zip(Map.of("main.tf", "# one")));
    String source = "http://" + host() + "/net.zip";
    Path directory = find(source, "", false);
    assertNotNull(directory);
    Files.delete(directory.resolve("main.tf"));
    Files.delete(directory);
    served.put("/net.zip", zip(Map.of("main.tf", "# two")));
    assertNull(find(source, "", false));
    assertTrue(found.getFirst().detail().contains("is expected"), found::toString);
    assertEquals("# two", text(source, "", true));
  }

  @Test
  void whatCannotBeFetchedIsTold() throws Exception {
    refuses("http://" + host() + "/none.zip", "status 404");
    refuses("git::file://" + elsewhere + "/none", "cannot clone");
    refuses("s3::https://example.com/x.zip", "not by \"s3::\"");
  }

  @Test
  void passwordsOfAddressesAreNotShown() {
    assertNull(find("git::http://me:hunter2@" + host() + "/none.git", "", false));
    assertFalse(found.toString().contains("hunter2"), found::toString);
    assertNull(find("http://me:hunter2@" + host() + "/none.zip?token=hunter2", "", false));
    assertFalse(found.toString().contains("hunter2"), found::toString);
  }

  @Test
  void onlyARegistryHasVersions() {
    assertNull(find("./net", "1.0.0", false));
    assertTrue(found.getFirst().detail().contains("registry"), found::toString);
  }
}
