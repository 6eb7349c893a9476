package io.planform.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host commands with the real runtime host and the real container engine. */
class HostProcessTest {
  @TempDir Path home;
  private int port;
  private int gatewayPort;

  @BeforeEach
  void choosePorts() throws IOException {
    try (ServerSocket api = new ServerSocket(0);
        ServerSocket gateway = new ServerSocket(0)) {
      port = api.getLocalPort();
      gatewayPort = gateway.getLocalPort();
    }
  }

  @AfterEach
  void leavesNothing() throws Exception {
    assertEquals(0, host("down").exit());
  }

  @Test
  void startsOnceAndStopsWhole() throws Exception {
    assertEquals(1, host("status").exit());

    Run first = up();
    assertEquals(0, first.exit(), first::toString);
    assertTrue(first.out().contains("was started: API http://127.0.0.1:" + port), first.out());
    long pid = record().get("pid").asLong();

    Run second = up();
    assertEquals(0, second.exit(), second::toString);
    assertTrue(second.out().contains("is running: API http://127.0.0.1:" + port), second.out());
    assertEquals(pid, record().get("pid").asLong());

    Run status = host("status");
    assertEquals(0, status.exit(), status::toString);
    assertTrue(status.out().contains("http://127.0.0.1:" + gatewayPort), status.out());
    assertFalse(host("logs", "-n", "5").out().isEmpty());

    Run down = host("down");
    assertEquals(0, down.exit(), down::toString);
    assertTrue(down.out().contains("was stopped"), down.out());
    assertTrue(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    assertEquals(1, host("status").exit());
    assertTrue(host("down").out().contains("is not running"));
  }

  @Test
  void startsOneHostHoweverManyTryAtOnce() throws Exception {
    List<Future<Run>> starts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i++) {
        starts.add(threads.submit(this::up));
      }
    }
    long started = 0;
    for (Future<Run> start : starts) {
      assertEquals(0, start.get().exit(), start.get()::toString);
      started += start.get().out().contains("was started") ? 1 : 0;
    }
    assertEquals(1, started);
  }

  @Test
  void saysWhichPortIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Run up = up();
      assertEquals(1, up.exit(), up::toString);
      assertTrue(up.err().contains("Port " + taken.getLocalPort() + " is in use"), up.err());
      assertTrue(up.err().contains("-port=PORT"), up.err());
    }
  }

  @Test
  void refusesOtherPortsThanTheRunningHosts() throws Exception {
    assertEquals(0, up().exit());
    Run other = host("up", "-port=" + (port == 65535 ? 1024 : port + 1));
    assertEquals(1, other.exit());
    assertTrue(other.err().contains("already runs on other ports"), other.err());
  }

  @Test
  void passesOverARecordWhoseProcessIsGone() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    writeRecord(gone.pid(), Instant.now());
    assertEquals(1, host("status").exit());
    assertTrue(host("down").out().contains("is not running"));
    assertEquals(0, up().exit());
  }

  @Test
  void doesNotStopAnotherProcessThatGotTheNumber() throws Exception {
    Process other = new ProcessBuilder("sleep", "300").start();
    try {
      writeRecord(other.pid(), Instant.now().minusSeconds(3600));
      assertEquals(1, host("status").exit());
      assertTrue(host("down").out().contains("is not running"));
      assertTrue(other.isAlive());
    } finally {
      other.destroy();
    }
  }

  @Test
  void startsAgainAfterTheHostWasKilled() throws Exception {
    assertEquals(0, up().exit());
    ProcessHandle killed = ProcessHandle.of(record().get("pid").asLong()).orElseThrow();
    killed.destroyForcibly();
    killed.onExit().get();
    assertEquals(1, host("status").exit());
    Run again = up();
    assertEquals(0, again.exit(), again::toString);
    assertTrue(again.out().contains("was started"), again.out());
  }

  @Test
  void doctorFindsTheEngine() throws Exception {
    Run doctor = host("doctor");
    assertEquals(0, doctor.exit(), doctor::toString);
    assertTrue(doctor.out().contains("ok"), doctor.out());
  }

  @Test
  void imagesListsTheRuntimes() throws Exception {
    Run images = host("images");
    assertEquals(0, images.exit(), images::toString);
    String lines = images.out();
    assertTrue(lines.contains("Java17") && lines.contains("OpenJDK 17"), lines);
    assertTrue(lines.contains("not available: Debian has PHP 7.4, 8.2 and 8.4"), lines);
  }

  private Run up() throws IOException, InterruptedException {
    return host("up", "-port=" + port, "-gateway-port=" + gatewayPort, "-bucket-port=0");
  }

  private Run host(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(
        Path.of(System.getProperty("planform.archive"))
            .resolveSibling("planform/bin/planform")
            .toString());
    command.add("host");
    command.addAll(List.of(arguments));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLANFORM_HOME", home.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return Run.of(home, environment, command);
  }

  private JsonNode record() throws IOException {
    return new JsonMapper().readTree(home.resolve("host/host.json").toFile());
  }

  private void writeRecord(long pid, Instant startedAt) throws IOException {
    Files.createDirectories(home.resolve("host"));
    Files.writeString(
        home.resolve("host/host.json"),
        """
        {"pid": %d, "api": "http://127.0.0.1:%d", "gateway": "http://127.0.0.1:%d",
         "started_at": "%s", "version": "0.1.0"}
        """
            .formatted(pid, port, gatewayPort, startedAt));
  }
}
