package io.planform.host;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The command line of the process.
 *
 * @param only names of runtimes; none for those that are made ahead
 */
record Arguments(
    String command, Path home, Path runtimes, int port, int gatewayPort, List<String> only) {

  /** A command line that cannot be understood; the message says why. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  static Arguments parse(List<String> words) throws Unusable {
    if (words.isEmpty()) {
      throw new Unusable("A command is missing.");
    }
    Map<String, String> options =
        new HashMap<>(
            Map.of(
                "--home", Path.of(System.getProperty("user.home"), ".planform").toString(),
                "--runtimes", "runtimes",
                "--only", "",
                "--port", Integer.toString(HostOptions.DEFAULT_PORT),
                "--gateway-port", Integer.toString(HostOptions.DEFAULT_GATEWAY_PORT)));
    for (int i = 1; i < words.size(); i += 2) {
      String name = words.get(i);
      if (!options.containsKey(name)) {
        throw new Unusable("There is no option " + name + ".");
      }
      if (i + 1 == words.size()) {
        throw new Unusable("The option " + name + " needs a value.");
      }
      options.put(name, words.get(i + 1));
    }
    return new Arguments(
        words.getFirst(),
        path(options, "--home"),
        path(options, "--runtimes"),
        port(options, "--port"),
        port(options, "--gateway-port"),
        Pattern.compile(",")
            .splitAsStream(options.getOrDefault("--only", ""))
            .filter(name -> !name.isBlank())
            .toList());
  }

  private static Path path(Map<String, String> options, String name) {
    return Path.of(options.getOrDefault(name, "")).toAbsolutePath().normalize();
  }

  private static int port(Map<String, String> options, String name) throws Unusable {
    String text = options.getOrDefault(name, "");
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Told below, with numbers that are no ports.
    }
    throw new Unusable("%s is no port: %s".formatted(text, name));
  }
}
