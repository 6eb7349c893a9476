package io.planform.host.network;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The name servers that functions ask: this machine's. One that listens on its loopback interface
 * only, as systemd's does, cannot be reached from a function, but those behind it can.
 */
public final class NameServers {
  private static final List<Path> FILES =
      List.of(Path.of("/etc/resolv.conf"), Path.of("/run/systemd/resolve/resolv.conf"));

  /** Google's, as the container engine has it where the machine names none. */
  private static final List<String> PUBLIC = List.of("8.8.8.8", "8.8.4.4");

  private NameServers() {}

  /** Their addresses, IPv4 only. */
  public static List<String> ofThisMachine() {
    return Stream.concat(FILES.stream().map(NameServers::in), Stream.of(PUBLIC))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> in(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words.length > 1 && words[0].equals("nameserver"))
          .map(words -> words[1])
          .filter(NameServers::isOutsideIpv4)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean isOutsideIpv4(String text) {
    try {
      return InetAddress.ofLiteral(text) instanceof Inet4Address address
          && !address.isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
