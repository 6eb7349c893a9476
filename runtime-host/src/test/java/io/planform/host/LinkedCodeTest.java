package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code and dependencies that are fetched from object storage. */
class LinkedCodeTest {
  @TempDir Path home;
  private TestHost host;

  @BeforeEach
  void start() throws Exception {
    host = new TestHost(home);
    assertEquals(200, send("PUT", "/code", new byte[0]));
    assertEquals(200, send("PUT", "/code/dir/app.zip", zip("exports.handler = e => 'linked';")));
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private static byte[] zip(String code) {
    return Base64.getDecoder().decode(TestHost.zip("index.js", code));
  }

  private int send(String method, String path, byte[] body) {
    return host.storage(method, path, body);
  }

  private static String function(String name, String url) {
    return """
        {"func_name":"%s","package":"default","runtime":"Node.js18.15","timeout":5,
         "handler":"index.handler","memory_size":128,"code_type":"obs","code_url":"%s"}
        """
        .formatted(name, url);
  }

  @Test
  void makesFunctionsOfObjects() throws Exception {
    for (String link :
        List.of(
            "https://code.obs.local-1.localhost:7490/dir/app.zip",
            "https://code.obs.cn-north-4.example.com/dir/app.zip",
            host.host.bucketAddress() + "/code/dir/app.zip")) {
      String name = "f" + Integer.toHexString(link.hashCode()).replace('-', 'x');

      TestHost.Answer created = host.call("POST", "/fgs/functions", function(name, link));

      assertEquals(200, created.status(), created.text());
      TestHost.Answer code = host.get("/fgs/functions/" + host.urn(name) + "/code");
      assertEquals("obs", code.json().path("code_type").asText());
      assertEquals(link, code.json().path("code_url").asText());
      assertEquals(link, code.json().path("func_code").path("link").asText());
    }
  }

  @Test
  void changesToOtherCodeAndKeepsItWithoutTheObject() throws Exception {
    String link = "https://code.obs.local-1.localhost/dir/app.zip";
    host.call("POST", "/fgs/functions", function("linked", link));
    String digest = digest("linked");
    assertEquals(200, send("PUT", "/code/dir/other.zip", zip("exports.handler = e => 2;")));

    TestHost.Answer changed =
        host.call(
            "PUT",
            "/fgs/functions/" + host.urn("linked") + "/code",
            "{\"code_type\":\"obs\",\"code_url\":\"%s\"}".formatted(link.replace("app", "other")));

    assertEquals(200, changed.status(), changed.text());
    assertTrue(!digest("linked").equals(digest));
    assertEquals(204, send("DELETE", "/code/dir/other.zip", new byte[0]));
    assertEquals(200, host.get("/fgs/functions/" + host.urn("linked") + "/code").status());
  }

  private String digest(String name) {
    return host.get("/fgs/functions/" + host.urn(name) + "/code").json().path("digest").asText();
  }

  @Test
  void refusesLinksThatLeadNowhere() {
    for (String link :
        List.of(
            "",
            "file:///etc/passwd",
            "http://example.com/code/app.zip",
            "http://169.254.169.254/latest/meta-data",
            "https://code.obs.local-1.localhost/",
            "https://code.obs.local-1.localhost/missing.zip",
            "https://nowhere.obs.local-1.localhost/app.zip")) {
      TestHost.Answer refused = host.call("POST", "/fgs/functions", function("refused", link));
      assertEquals("FSS.1010", refused.code(), link + refused.text());
    }
    assertEquals(404, host.get("/fgs/functions/" + host.urn("refused") + "/config").status());
  }

  @Test
  void refusesWhatIsNoArchiveAndKeepsNothingOfIt() throws Exception {
    assertEquals(200, send("PUT", "/code/bad.zip", new byte[] {1, 2, 3}));

    TestHost.Answer refused =
        host.call(
            "POST",
            "/fgs/functions",
            function("bad", "https://code.obs.local-1.localhost/bad.zip"));

    assertEquals("FSS.1011", refused.code(), refused.text());
    try (var archives = Files.list(home.resolve("host/code/archives"))) {
      assertEquals(0, archives.count());
    }
  }

  @Test
  void makesDependenciesOfObjects() {
    TestHost.Answer created =
        host.call(
            "POST",
            "/fgs/dependencies/version",
            """
            {"name":"layer","runtime":"Node.js18.15","depend_type":"obs",
             "depend_link":"https://code.obs.local-1.localhost/dir/app.zip"}
            """);

    assertEquals(200, created.status(), created.text());
    assertEquals(
        "FSS.1010",
        host.call(
                "POST",
                "/fgs/dependencies/version",
                """
                {"name":"other","runtime":"Node.js18.15","depend_type":"obs",
                 "depend_link":"https://code.obs.local-1.localhost/missing.zip"}
                """)
            .code());
  }
}
