package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {
  @TempDir Path home;

  @Test
  void describesItselfWhileItRuns() throws HostException, IOException {
    Path description = home.resolve("host/host.json");
    try (TestHost host = new TestHost(home)) {
      assertTrue(Files.readString(description).contains(host.host.apiAddress()));
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(home.resolve("credentials"))));
      assertEquals(
          200, host.send(host.host.apiAddress(), "GET", "/healthz", "", Map.of()).status());
    }
    assertFalse(Files.exists(description));
  }

  @Test
  void makesAHomeThatOnlyItsOwnerCanEnter() throws HostException, IOException {
    Path fresh = home.resolve("fresh");
    try (TestHost host = new TestHost(fresh)) {
      assertEquals(200, host.get("/fgs/functions").status());
      for (Path folder : List.of(fresh, fresh.resolve("host"))) {
        assertEquals(
            "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
      }
    }
  }

  @Test
  void refusesASecondHostOnTheHome() throws HostException {
    try (TestHost host = new TestHost(home)) {
      HostException refused = assertThrows(HostException.class, () -> new TestHost(home));
      assertTrue(String.valueOf(refused.getMessage()).contains("" + ProcessHandle.current().pid()));
      assertEquals(200, host.get("/fgs/functions").status());
    }
  }

  @Test
  void refusesAPortInUseAndLetsGoOfTheHome(@TempDir Path other) throws HostException {
    try (TestHost host = new TestHost(home)) {
      int port = URI.create(host.host.apiAddress()).getPort();
      FakeInvoker invoker = new FakeInvoker();
      HostException refused =
          assertThrows(
              HostException.class,
              () ->
                  Host.start(
                      new HostOptions(other, port, 0, 0, 0, Map.of()),
                      TestHost.RUNTIMES,
                      (code, region) -> invoker,
                      InstantSource.system()));
      assertTrue(String.valueOf(refused.getMessage()).contains("port " + port), refused::toString);
      assertTrue(invoker.closed);
    }
    new TestHost(other).close();
  }

  @Test
  void keepsBrowsersAndStrangersOut() throws HostException {
    try (TestHost host = new TestHost(home)) {
      String api = host.host.apiAddress();
      String path = "/v2/" + host.credentials().project() + "/fgs/functions";
      assertEquals(401, host.send(api, "GET", path, "", Map.of()).status());
      assertEquals(
          403, host.send(api, "GET", path, "", Map.of("Origin", "http://evil.example")).status());
      assertEquals(403, host.signed(api, "GET", "/v2/other/fgs/functions", "", Map.of()).status());
    }
  }
}
