package io.planform.host.broker;

import io.planform.host.server.ApiException;
import io.planform.host.trigger.EventData;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of brokers in {@code event_data}: one field has them, {@code host:port} with commas
 * between; {@code instance_id} has where that is left out, since this host has no instances that an
 * id could name.
 */
public final class Addresses {
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):([0-9]{1,5})");

  private Addresses() {}

  /** An address of a broker. */
  public record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * @throws ApiException where there is none or one is malformed
   */
  public static List<Address> of(EventData data, String field) {
    String instance = data.text("instance_id");
    String given = data.optionalText(field);
    String text = given.isEmpty() ? instance : given;
    List<Address> addresses = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher address = ADDRESS.matcher(part.strip());
      if (!address.matches() || Integer.parseInt(address.group(2)) > 65_535) {
        throw given.isEmpty()
            ? data.refused(
                "This runtime host has no instances of its own: event_data.%s must say where \"%s\" is, as host:port."
                    .formatted(field, instance))
            : data.refused(
                "event_data.%s has \"%s\"; addresses read host:port, with commas between."
                    .formatted(field, part.strip()));
      }
      addresses.add(new Address(address.group(1), Integer.parseInt(address.group(2))));
    }
    return addresses;
  }
}
