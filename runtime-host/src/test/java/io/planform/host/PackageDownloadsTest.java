package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages of dependencies are read back by links. */
class PackageDownloadsTest {
  private static final String PACKAGE = TestHost.zip("node_modules/left/index.js", "1");

  @TempDir Path home;
  private Instant now = Instant.now();
  private TestHost host;
  private String version;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home, () -> now);
    String dependency =
        host.call(
                "POST",
                "/fgs/dependencies/version",
                """
                {"name":"left","runtime":"Node.js18.15","depend_type":"zip","depend_file":"%s"}
                """
                    .formatted(PACKAGE))
            .json()
            .path("dep_id")
            .asText();
    version = "/fgs/dependencies/" + dependency + "/version/1";
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private String path() {
    String link = host.get(version).json().path("download_link").asText();
    assertTrue(link.startsWith(host.host.bucketAddress() + "/"), link);
    return link.substring(host.host.bucketAddress().length());
  }

  private TestHost.Answer ask(String method, String path) {
    return host.send(host.host.bucketAddress(), method, path, "", Map.of());
  }

  @Test
  void theLinkOfAVersionLeadsToItsPackage() {
    TestHost.Answer answer = ask("GET", path());
    assertEquals(200, answer.status(), answer.text());
    assertArrayEquals(Base64.getDecoder().decode(PACKAGE), answer.body());
    assertEquals("application/zip", answer.header("content-type"));
    TestHost.Answer head = ask("HEAD", path());
    assertEquals(Integer.toString(answer.body().length), head.header("content-length"));
  }

  @Test
  void aLinkRunsOutAndIsForOneVersionAlone() {
    String path = path();
    for (String other :
        new String[] {
          path.replace("/1?", "/2?"),
          path.replaceFirst("expires=\\d", "expires=9"),
          path.substring(0, path.indexOf('?')),
          "/.dependencies/"
        }) {
      assertEquals("FSS.0403", ask("GET", other).code(), other);
    }
    assertEquals(405, ask("PUT", path).status());
    now = now.plus(Duration.ofHours(1));
    assertEquals(403, ask("GET", path).status());
    assertEquals(200, ask("GET", path()).status());
  }

  @Test
  void aLinkToWhatIsGoneFindsNothing() {
    String path = path();
    host.call("DELETE", version, "");
    assertEquals(404, ask("GET", path).status());
  }
}
