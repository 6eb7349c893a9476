package io.planform.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.engine.DockerEngine;
import io.planform.host.engine.EngineException;
import io.planform.host.engine.EngineInstance;
import io.planform.host.engine.InstanceSpec;
import io.planform.host.engine.RecordedInstance;
import io.planform.host.engine.TestImages;
import io.planform.host.process.Command;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What containers in VPCs reach, tried from inside. */
class VpcNetworkDockerTest {
  /** Listens on two ports, tells its address, and answers with the caller's. */
  private static final String SERVE =
      """
      #!/usr/bin/env python3
      import socket, subprocess, threading
      def serve(port):
          server = socket.create_server(('0.0.0.0', port))
          while True:
              client, caller = server.accept()
              client.sendall(caller[0].encode())
              client.close()
      for port in (5432, 6000):
          threading.Thread(target=serve, args=(port,)).start()
      print(subprocess.getoutput('hostname -i').split()[0], flush=True)
      """;

  /** Prints the addresses, each {@code host:port}, to which a connection comes about. */
  private static final String CONNECT =
      """
      #!/usr/bin/env python3
      import socket
      from concurrent.futures import ThreadPoolExecutor
      def tried(target):
          host, port = target.rsplit(':', 1)
          try:
              with socket.create_connection((host, int(port)), 2) as connection:
                  return 'open ' + target
          except OSError as e:
              return 'closed ' + target + ' ' + str(e)
      with ThreadPoolExecutor(20) as pool:
          for line in pool.map(tried, TARGETS):
              print(line)
      """;

  private static final String VPC = "0b5e54a2-0000-4000-8000-00000000000a";
  private static final String OTHER_VPC = "0b5e54a2-0000-4000-8000-00000000000b";
  private static final String WEB = "0b5e54a2-0000-4000-8000-0000000000c1";
  private static final String DATABASE = "0b5e54a2-0000-4000-8000-0000000000c2";
  private static final String DEAF = "0b5e54a2-0000-4000-8000-0000000000c3";

  @TempDir static Path folder;
  private static DockerEngine engine;

  private final List<SecurityRule> rules = new ArrayList<>();

  @BeforeAll
  static void open() {
    engine = DockerEngine.open(folder, TestImages::holder);
  }

  @AfterAll
  static void close() {
    engine.close();
    String mounts = Command.run(List.of("grep", "-c", folder.toString(), "/proc/mounts")).output();
    assertEquals("0", mounts);
  }

  @BeforeEach
  void plan() {
    for (String group : List.of(WEB, DATABASE)) {
      rules.add(rule(group, false, true, 100, "", ""));
    }
    rules.add(
        new SecurityRule(
            DATABASE, true, true, 1, "tcp", "5432,7000-7010", new SecurityRule.Members(WEB)));
    rules.add(rule(DEAF, true, true, 1, "", ""));
    follow();
  }

  private static SecurityRule rule(
      String group, boolean ingress, boolean allows, int priority, String protocol, String ports) {
    return new SecurityRule(
        group, ingress, allows, priority, protocol, ports, SecurityRule.Range.ALL);
  }

  private void follow() {
    NetworkPlan plan =
        new NetworkPlan(
            List.of(vpc(VPC, "a"), vpc(OTHER_VPC, "b")),
            Set.of(WEB, DATABASE, DEAF),
            List.copyOf(rules));
    engine.follow(() -> plan);
  }

  /** Both have the same ranges. */
  private static NetworkPlan.Vpc vpc(String id, String suffix) {
    return new NetworkPlan.Vpc(
        id,
        List.of(cidr("192.168.0.0/16")),
        List.of(
            new NetworkPlan.Subnet(
                "front-" + suffix, cidr("192.168.1.0/24"), "192.168.1.1", List.of()),
            new NetworkPlan.Subnet(
                "back-" + suffix, cidr("192.168.2.0/28"), "192.168.2.1", List.of("192.168.2.9"))));
  }

  private static Cidr cidr(String text) {
    return Cidr.parse(text).orElseThrow();
  }

  @AfterEach
  void forget() {
    engine.follow(() -> NetworkPlan.EMPTY);
  }

  private static InstanceSpec in(InstanceSpec spec, Access access) {
    return new InstanceSpec(
        spec.function(),
        spec.sandbox(),
        spec.code(),
        spec.environment(),
        spec.own(),
        spec.services(),
        spec.owner(),
        spec.folders(),
        spec.connections(),
        access,
        spec.listener());
  }

  private static Access front(String group) {
    return new Access.InVpc(VPC, "front-a", List.of(group));
  }

  private static Access back(String group) {
    return new Access.InVpc(VPC, "back-a", List.of(group));
  }

  private static String run(Access access, String script) throws Exception {
    var recorded = new RecordedInstance();
    InstanceSpec spec = in(RecordedInstance.spec(folder, script, recorded), access);
    try (EngineInstance _ = engine.start(spec)) {
      recorded.awaitExit();
      return recorded.output();
    }
  }

  private static Set<String> opened(Access access, String... targets) throws Exception {
    String list = Stream.of(targets).collect(Collectors.joining("', '", "['", "']"));
    return run(access, CONNECT.replace("TARGETS", list))
        .lines()
        .filter(line -> line.startsWith("open "))
        .map(line -> line.substring("open ".length()))
        .collect(Collectors.toSet());
  }

  /** A server, and its address. */
  private record Server(EngineInstance instance, String address) implements AutoCloseable {
    static Server start(Access access) throws Exception {
      var recorded = new RecordedInstance();
      EngineInstance instance =
          engine.start(in(RecordedInstance.spec(folder, SERVE, recorded), access));
      while (recorded.output().isBlank()) {
        Thread.sleep(10);
      }
      return new Server(instance, recorded.output().strip());
    }

    String at(int port) {
      return address + ":" + port;
    }

    @Override
    public void close() {
      instance.close();
    }
  }

  @Test
  void leadsToMembersWhereTheRulesOfBothSidesAllowIt() throws Exception {
    try (Server database = Server.start(back(DATABASE))) {
      String[] ports = {database.at(5432), database.at(6000)};
      assertEquals(Set.of(database.at(5432)), opened(front(WEB), ports));
      assertEquals(Set.of(), opened(front(DATABASE), ports));
      assertEquals(Set.of(), opened(front(DEAF), ports));
      assertEquals(Set.of(database.at(5432)), opened(back(WEB), ports));
    }
  }

  @Test
  void keepsOthersOut() throws Exception {
    Access same = new Access.InVpc(OTHER_VPC, "back-b", List.of(WEB));
    try (Server database = Server.start(back(DATABASE));
        var machine = new ServerSocket(0, 50, InetAddress.ofLiteral("0.0.0.0"))) {
      assertEquals(Set.of(), opened(same, database.at(5432)));
      assertEquals(Set.of(), opened(Access.Internet.ONLY, database.at(5432)));
      assertEquals(Set.of(), opened(Access.Nothing.ELSE, database.at(5432)));
      List<String> outside =
          java.net.NetworkInterface.networkInterfaces()
              .flatMap(java.net.NetworkInterface::inetAddresses)
              .filter(address -> address instanceof java.net.Inet4Address)
              .map(address -> address.getHostAddress() + ":" + machine.getLocalPort())
              .collect(Collectors.toCollection(ArrayList::new));
      outside.add("192.168.1.1:" + machine.getLocalPort());
      outside.add("1.1.1.1:53");
      assertEquals(Set.of(), opened(front(WEB), outside.toArray(String[]::new)));
    }
  }

  @Test
  void followsRulesThatChangeAndLetsADenialGoFirst() throws Exception {
    try (Server database = Server.start(back(DATABASE))) {
      rules.add(rule(DATABASE, true, true, 50, "tcp", "6000"));
      follow();
      assertEquals(Set.of(database.at(6000)), opened(front(DATABASE), database.at(6000)));
      rules.add(rule(WEB, false, false, 1, "tcp", "6000"));
      follow();
      assertEquals(
          Set.of(database.at(5432)), opened(front(WEB), database.at(5432), database.at(6000)));
    }
  }

  @Test
  void givesNobodyTheRightToForgePackets() throws Exception {
    String forge =
        """
        #!/usr/bin/env python3
        import socket
        try:
            socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
            print('may forge')
        except PermissionError:
            print('may not forge')
        """;
    assertEquals("may not forge", run(front(WEB), forge).strip());
    String interfaces = run(front(WEB), "#!/bin/sh\nls /sys/class/net | tr '\\n' ' '\n");
    assertEquals("eth0 lo", interfaces.strip());
  }

  @Test
  void asksTheNameServersOfTheSubnet() throws Exception {
    String script = "#!/bin/sh\ncat /etc/resolv.conf\n";
    assertEquals("nameserver 192.168.2.9", run(back(WEB), script).strip());
    assertTrue(run(front(WEB), script).contains(NameServers.ofThisMachine().getFirst()));
  }

  @Test
  void refusesASubnetThatIsNotThere() {
    Access unknown = new Access.InVpc(VPC, "none", List.of());
    InstanceSpec spec = in(RecordedInstance.spec(folder, SERVE, new RecordedInstance()), unknown);
    String message = assertThrows(EngineException.class, () -> engine.start(spec)).getMessage();
    assertTrue(message.contains("there is no subnet none"), message);
  }
}
