package io.planform.planner.provision;

import io.planform.spi.value.Value;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How to reach another machine by SSH.
 *
 * @param timeout how long the machine may take to let us in
 * @param scriptPath where scripts are put; empty for a name made up
 * @param bastion machine to go through; null for none
 */
record Connection(Door door, Duration timeout, String scriptPath, @Nullable Door bastion) {

  /**
   * A machine and who enters it.
   *
   * @param hostKey a line of {@code known_hosts} without the host, or empty: any key is taken
   */
  record Door(
      String host, int port, String user, String password, String privateKey, String hostKey) {

    /** Without what opens it. */
    @Override
    public String toString() {
      return user + "@" + host + ":" + port;
    }
  }

  static Connection of(Value.Obj values) throws ProvisionException {
    Arguments arguments = new Arguments(values);
    String type = arguments.text("type");
    if (!type.isEmpty() && !type.equals("ssh")) {
      throw new ProvisionException("Connections are of type ssh, not " + type + ".");
    }
    for (String name : new String[] {"certificate", "bastion_certificate", "proxy_host"}) {
      if (arguments.has(name)) {
        throw new ProvisionException(
            "The argument \"" + name + "\" of connections is not supported yet.");
      }
    }
    Door door = door(arguments, "", "root", "", "");
    return new Connection(
        door,
        timeout(arguments.text("timeout")),
        arguments.text("script_path"),
        arguments.has("bastion_host")
            ? door(arguments, "bastion_", door.user(), door.password(), door.privateKey())
            : null);
  }

  private static Door door(
      Arguments arguments, String prefix, String user, String password, String key) {
    return new Door(
        arguments.text(prefix + "host"),
        arguments.number(prefix + "port", 22),
        or(arguments.text(prefix + "user"), user),
        or(arguments.text(prefix + "password"), password),
        or(arguments.text(prefix + "private_key"), key),
        arguments.text(prefix + "host_key"));
  }

  private static String or(String given, String otherwise) {
    return given.isEmpty() ? otherwise : given;
  }

  /** {@code 30s}, {@code 5m}, {@code 1h}; five minutes if nothing is said. */
  private static Duration timeout(String text) throws ProvisionException {
    if (text.isEmpty()) {
      return Duration.ofMinutes(5);
    }
    if (!text.matches("[0-9]{1,6}[smh]")) {
      throw new ProvisionException("The timeout \"" + text + "\" is written like 30s or 5m.");
    }
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}
