package io.planform.host;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The command line of the process.
 *
 * @param spares how many instances of a kind are started before they are needed
 * @param only names of runtimes; none for those that are made ahead
 */
record Arguments(
    String command,
    Path home,
    Path runtimes,
    int port,
    int gatewayPort,
    int securePort,
    int bucketPort,
    int spares,
    List<String> only) {
  /** Also sets {@link #spares()}, where no option does. */
  private static final String SPARES_VARIABLE = "PLANFORM_SPARE_INSTANCES";

  private static final String GATEWAY_PORT = "--gateway-port";
  private static final String SECURE_PORT = "--tls-port";
  private static final String DEFAULT_SPARES = "2";

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
                "--home",
                Path.of(System.getProperty("user.home"), ".planform").toString(),
                "--runtimes",
                "runtimes",
                "--only",
                "",
                "--spares",
                System.getenv().getOrDefault(SPARES_VARIABLE, DEFAULT_SPARES),
                "--port",
                Integer.toString(HostOptions.DEFAULT_PORT),
                GATEWAY_PORT,
                Integer.toString(HostOptions.DEFAULT_GATEWAY_PORT),
                SECURE_PORT,
                "",
                "--bucket-port",
                Integer.toString(HostOptions.DEFAULT_BUCKET_PORT)));
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
    // A host that makes way for another one does so with all its ports of the gateway.
    int plain = port(options, GATEWAY_PORT);
    options.replace(
        SECURE_PORT,
        "",
        Integer.toString(
            plain == HostOptions.DEFAULT_GATEWAY_PORT ? HostOptions.DEFAULT_SECURE_PORT : 0));
    return new Arguments(
        words.getFirst(),
        path(options, "--home"),
        path(options, "--runtimes"),
        port(options, "--port"),
        plain,
        port(options, SECURE_PORT),
        port(options, "--bucket-port"),
        number(options, "--spares", 100),
        Pattern.compile(",")
            .splitAsStream(options.getOrDefault("--only", ""))
            .filter(name -> !name.isBlank())
            .toList());
  }

  private static Path path(Map<String, String> options, String name) {
    return Path.of(options.getOrDefault(name, "")).toAbsolutePath().normalize();
  }

  private static int port(Map<String, String> options, String name) throws Unusable {
    return number(options, name, 65_535);
  }

  private static int number(Map<String, String> options, String name, int most) throws Unusable {
    String text = options.getOrDefault(name, "");
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with numbers that are out of bounds.
    }
    throw new Unusable("%s is no number of 0 to %d: %s".formatted(text, most, name));
  }
}
