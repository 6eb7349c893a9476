package io.planform.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.doctor.Check;
import io.planform.host.engine.DockerEngine;
import io.planform.host.engine.EngineInstance;
import io.planform.host.engine.RecordedInstance;
import io.planform.host.engine.TestImages;
import io.planform.host.process.Command;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function reaches, tried from inside. */
class FunctionNetworkDockerTest {
  /** Prints the addresses, each {@code host:port}, to which a connection comes about. */
  private static final String CONNECT =
      """
      #!/usr/bin/env python3
      import socket
      from concurrent.futures import ThreadPoolExecutor
      def tried(target):
          host, port = target.rsplit(':', 1)
          try:
              socket.create_connection((host, int(port)), 2).close()
              return 'open ' + target
          except OSError as e:
              return 'closed ' + target + ' ' + str(e)
      with ThreadPoolExecutor(20) as pool:
          for line in pool.map(tried, TARGETS):
              print(line)
      """;

  @TempDir static Path folder;
  private static DockerEngine engine;

  @BeforeAll
  static void open() {
    engine = DockerEngine.open(folder, TestImages::holder);
  }

  @AfterAll
  static void close() {
    engine.close();
    assertEquals("", ours("docker network ls --format {{.Name}}"));
    assertEquals("", ours("iptables -S"));
  }

  /** The lines that name this test's home, by the hash in the bridge's name. */
  private static String ours(String command) {
    return Command.run(List.of("sh", "-c", command + " | grep -i -e " + hash)).output();
  }

  private static String hash = "not-known-yet";

  private static String run(String script) throws Exception {
    var recorded = new RecordedInstance();
    EngineInstance instance = engine.start(RecordedInstance.spec(folder, script, recorded));
    try (instance) {
      recorded.awaitExit();
      return recorded.output();
    }
  }

  private static Set<String> opened(List<String> targets) throws Exception {
    String list = targets.stream().collect(Collectors.joining("', '", "['", "']"));
    return run(CONNECT.replace("TARGETS", list))
        .lines()
        .filter(line -> line.startsWith("open "))
        .map(line -> line.substring("open ".length()))
        .collect(Collectors.toSet());
  }

  @Test
  void isFiltered() {
    Check check = engine.checks().getLast();
    assertEquals(Check.Status.OK, check.status(), check.what());
  }

  @Test
  void leadsToNoneOfTheMachinesPortsNorToOtherInstances() throws Exception {
    var other = new RecordedInstance();
    String serve =
        """
        #!/usr/bin/env python3
        import socket, subprocess
        server = socket.create_server(('0.0.0.0', 5555))
        gateway = open('/proc/net/route').read().splitlines()[1].split()[2]
        gateway = socket.inet_ntoa(bytes.fromhex(gateway)[::-1])
        print(subprocess.getoutput('hostname -i').split()[0], gateway, flush=True)
        while True: server.accept()
        """;
    EngineInstance neighbour = engine.start(RecordedInstance.spec(folder, serve, other));
    try (neighbour;
        var onAllInterfaces = new ServerSocket(0, 50, InetAddress.ofLiteral("0.0.0.0"));
        var onLoopback = new ServerSocket()) {
      onLoopback.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      while (other.output().isBlank()) {
        Thread.sleep(10);
      }
      String[] told = other.output().strip().split(" ", 2);
      String neighbourAddress = told[0];
      String gateway = told[1];
      hash = hashOf(neighbour);
      List<String> machine = machineAddresses();
      assertTrue(machine.contains(gateway), machine + " has " + gateway);
      List<String> forbidden =
          machine.stream()
              .flatMap(
                  address ->
                      List.of("" + onAllInterfaces.getLocalPort(), "2375", "2376", "22", "7400")
                          .stream()
                          .map(port -> address + ":" + port))
              .collect(Collectors.toCollection(java.util.ArrayList::new));
      forbidden.add("127.0.0.1:" + onLoopback.getLocalPort());
      forbidden.add(neighbourAddress + ":5555");
      forbidden.add("169.254.169.254:80");
      forbidden.add("100.100.100.200:80");
      for (String address : machine) {
        if (!address.equals(gateway)) {
          forbidden.add(address + ":53");
        }
      }
      assertEquals(Set.of(), opened(forbidden));
    }
  }

  private static String hashOf(EngineInstance instance) {
    return Command.run(
            List.of(
                "docker",
                "ps",
                "-a",
                "--filter",
                "label=io.planform.instance=" + instance.id(),
                "--format",
                "{{.Label \"io.planform.home\"}}"))
        .output()
        .lines()
        .findFirst()
        .orElseThrow();
  }

  private static List<String> machineAddresses() throws Exception {
    return java.net.NetworkInterface.networkInterfaces()
        .flatMap(java.net.NetworkInterface::inetAddresses)
        .filter(address -> address instanceof java.net.Inet4Address)
        .filter(address -> !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .toList();
  }

  @Test
  void isNobodyElsesThoughHoldersAreUsedAgain() throws Exception {
    var first = new RecordedInstance();
    String serve =
        """
        #!/usr/bin/env python3
        import os, socket
        server = socket.create_server(('127.0.0.1', 5555))
        hidden = socket.socket(socket.AF_UNIX)
        hidden.bind('\\0left-behind')
        hidden.listen()
        print(os.readlink('/proc/self/ns/net'), socket.gethostname(), flush=True)
        while True: server.accept()
        """;
    try (EngineInstance before = engine.start(RecordedInstance.spec(folder, serve, first))) {
      while (first.output().isBlank()) {
        Thread.sleep(10);
      }
      String look =
          """
          #!/bin/sh
          echo $(readlink /proc/self/ns/net) $(hostname)
          tail -n +2 /proc/net/tcp | grep -v :2328
          grep left-behind /proc/net/unix
          ls /sys/class/net | tr '\\n' ' '
          """;
      List<String> seen = run(look).lines().toList();
      assertEquals(2, seen.size(), seen::toString);
      assertEquals("eth0 lo ", seen.getLast());
      assertEquals(before.id(), first.output().strip().split(" ", 2)[1]);
      for (String theirs : first.output().strip().split(" ", 2)) {
        assertFalse(seen.getFirst().contains(theirs), seen::toString);
      }
    }
    assertEquals(Set.of(), opened(List.of("127.0.0.1:5555")));
  }

  @Test
  void reachesItsOwnLoopbackAndTheRuntimeApi() throws Exception {
    assertEquals(Set.of("127.0.0.1:9000"), opened(List.of("127.0.0.1:9000", "127.0.0.1:9001")));
  }

  @Test
  void hasNoIpv6BesidesLoopback() throws Exception {
    String addresses = run("#!/bin/sh\ncat /proc/net/if_inet6 2>/dev/null | grep -v ' lo$'\n");
    assertEquals("", addresses);
  }
}
