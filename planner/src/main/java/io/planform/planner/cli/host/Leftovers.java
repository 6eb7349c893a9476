package io.planform.planner.cli.host;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What the host of a home has in the container engine, found by its label. A host that ends in
 * order leaves nothing; one that was killed does. Asked through Docker's own command line; without
 * one there is nothing to see.
 */
record Leftovers(List<String> containers, List<String> networks, List<String> volumes) {

  static Leftovers of(Path home) throws InterruptedException {
    String filter = "label=io.planform.home=" + hash(home);
    return new Leftovers(
        docker(List.of("ps", "-aq", "--filter", filter)),
        docker(List.of("network", "ls", "-q", "--filter", filter)),
        docker(List.of("volume", "ls", "-q", "--filter", filter)));
  }

  boolean isEmpty() {
    return containers.isEmpty() && networks.isEmpty() && volumes.isEmpty();
  }

  void remove() throws InterruptedException {
    remove(List.of("rm", "-f", "-v"), containers);
    remove(List.of("network", "rm"), networks);
    remove(List.of("volume", "rm", "-f"), volumes);
  }

  /** {@code 3 containers, 1 network}; empty if there is nothing. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    count(parts, containers.size(), "container");
    count(parts, networks.size(), "network");
    count(parts, volumes.size(), "volume");
    return String.join(", ", parts);
  }

  private static void count(List<String> parts, int number, String noun) {
    if (number > 0) {
      parts.add(number + " " + noun + (number == 1 ? "" : "s"));
    }
  }

  private static void remove(List<String> command, List<String> names) throws InterruptedException {
    if (!names.isEmpty()) {
      List<String> line = new ArrayList<>(command);
      line.addAll(names);
      docker(line);
    }
  }

  private static List<String> docker(List<String> arguments) throws InterruptedException {
    List<String> line = new ArrayList<>(arguments);
    line.addFirst("docker");
    try {
      Process process = new ProcessBuilder(line).redirectError(Redirect.DISCARD).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? output.lines().toList() : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** As the host labels what it makes. */
  private static String hash(Path home) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(home.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 5);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
