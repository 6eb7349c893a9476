package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.runtime.ProtocolHost.Posted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image that starts bootstraps written by users. */
class CustomImageDockerTest {
  @TempDir Path folder;

  private Path run;
  private Path code;
  private ProtocolHost host;

  @BeforeAll
  static void makeImages() {
    TestImages.prepare();
  }

  @BeforeEach
  void prepare() throws IOException {
    run = folder("run");
    code = folder("code");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    host = new ProtocolHost(run.resolve("api.sock"), "{}");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void startsTheBootstrapInItsEnvironment() throws Exception {
    Files.writeString(
        run.resolve("environment"),
        "export RUNTIME_CODE_ROOT='/opt/function/code'\nexport GREETING='it'\\''s me'\n");
    bootstrap(
        """
        #!/bin/sh
        echo "$GREETING in $(pwd) as $(id -u):$(id -g)"
        """,
        "rwxr-xr-x");
    assertEquals("it's me in /opt/function/code as 1003:1003\n", output(0));
  }

  @Test
  void startsABootstrapThatNamesNoInterpreter() throws Exception {
    bootstrap("echo started\n", "rwxr-xr-x");
    assertEquals("started\n", output(0));
  }

  @Test
  void offersTheInterpretersAtTheirDocumentedPaths() throws Exception {
    bootstrap(
        """
        #!/bin/sh
        /opt/function/runtime/nodejs18.15/rtsp/nodejs/bin/node -p process.version
        /opt/function/runtime/python3.10/rtsp/python/bin/python3 -c 'import ssl, ctypes, zlib, sys; print(sys.version)'
        /opt/function/runtime/java17/rtsp/jre/bin/java -version 2>&1
        curl --version
        """,
        "rwxr-xr-x");
    String[] lines = output(0).split("\n", -1);
    assertTrue(lines[0].startsWith("v18."), lines[0]);
    assertTrue(lines[1].startsWith("3.10."), lines[1]);
    assertTrue(lines[2].contains("version \"17."), lines[2]);
    assertTrue(String.join("\n", lines).contains("curl "));
  }

  @Test
  void tellsTheHostThatTheBootstrapIsMissing() throws Exception {
    assertRefused("bootstrap is not in the code");
  }

  @Test
  void tellsTheHostThatTheBootstrapIsNotExecutable() throws Exception {
    bootstrap("#!/bin/sh\n", "rw-r--r--");
    assertRefused("bootstrap is not executable: run chmod +x bootstrap");
  }

  @Test
  void tellsTheHostThatTheBootstrapHasWindowsLineEnds() throws Exception {
    bootstrap("#!/bin/sh\r\necho no\r\n", "rwxr-xr-x");
    assertRefused("bootstrap has Windows line ends");
  }

  private void assertRefused(String message) throws Exception {
    assertTrue(output(1).contains(message));
    Posted posted = host.posted();
    assertEquals("/v1/planform/failed", posted.path());
    assertTrue(posted.body().contains(message), posted.body());
  }

  private String output(int status) throws Exception {
    Path output = folder.resolve("output");
    Process process =
        Bootstrap.inImage("Custom")
            .command(run, code)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    String text = Files.readString(output);
    assertEquals(status, process.exitValue(), text);
    return text;
  }

  private void bootstrap(String text, String permissions) throws IOException {
    Path file = Files.writeString(code.resolve("bootstrap"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private Path folder(String name) throws IOException {
    Path made = Files.createDirectory(folder.resolve(name));
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    return made;
  }
}
