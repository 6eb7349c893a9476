package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The official SDK for Node.js, where {@code -Dnpm.modules} names the {@code node_modules} that has
 * it: a build downloads none.
 */
@EnabledIfSystemProperty(named = "npm.modules", matches = ".+")
class NpmSdkTest {
  @TempDir Path home;

  @Test
  void drivesVersionsAliasesExportAndInvocation() throws Exception {
    URL script = NpmSdkTest.class.getResource("/npm-sdk/versions.js");
    assertNotNull(script);
    try (TestHost host = new TestHost(home)) {
      ProcessBuilder node = new ProcessBuilder("node", Path.of(script.toURI()).toString());
      node.environment().put("NODE_PATH", System.getProperty("npm.modules"));
      node.environment().put("HW_ACCESS_KEY", host.credentials().accessKey());
      node.environment().put("HW_SECRET_KEY", host.credentials().secretKey());
      node.environment().put("HW_PROJECT_ID", host.credentials().project());
      node.environment().put("ENDPOINT", host.host.apiAddress());
      node.environment().put("URN", host.create("hello"));
      Process process = node.redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), output);
      assertEquals("v2", host.invoker.calls.remove().function().version());
    }
  }
}
