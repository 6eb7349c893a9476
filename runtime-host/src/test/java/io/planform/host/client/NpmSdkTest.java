package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.planform.host.HostException;
import io.planform.host.TestHost;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The official SDK for Node.js, where {@code -Dnpm.modules} names the {@code node_modules} that has
 * it: {@code verify} installs it, a build alone downloads nothing.
 */
@EnabledIfSystemProperty(
    named = "npm.modules",
    matches = ".+",
    disabledReason = "the SDK for Node.js is not there: verify installs it")
class NpmSdkTest {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {"functions", "versions", "dependencies", "triggers", "information", "async"})
  void drives(String script)
      throws HostException, IOException, InterruptedException, URISyntaxException {
    URL file = NpmSdkTest.class.getResource("/npm-sdk/" + script + ".js");
    assertNotNull(file);
    try (TestHost host = new TestHost(home)) {
      String urn = host.create("hello");
      byte[] archive = host.get("/fgs/functions/" + urn + "/export?code=true&config=true").body();
      ProcessBuilder node = new ProcessBuilder("node", Path.of(file.toURI()).toString());
      node.environment()
          .putAll(
              Map.of(
                  "NODE_PATH", System.getProperty("npm.modules"),
                  "HW_ACCESS_KEY", host.credentials().accessKey(),
                  "HW_SECRET_KEY", host.credentials().secretKey(),
                  "HW_PROJECT_ID", host.credentials().project(),
                  "ENDPOINT", host.host.apiAddress(),
                  "URN", urn,
                  "PACKAGE", TestHost.zip("node_modules/left/index.js", "1"),
                  "ARCHIVE", Base64.getEncoder().encodeToString(archive)));
      Process process = node.redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), output);
    }
  }
}
