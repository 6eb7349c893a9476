package io.planform.host.reservation;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many instances all reservations together may name: the user guide's table 1-4. */
public final class Quota {
  private static final Logger LOG = LoggerFactory.getLogger(Quota.class);
  private static final String VARIABLE = "PLANFORM_RESERVED_INSTANCES";
  private static final int USUAL = 90;

  private Quota() {}

  /** The guide's, unless {@code PLANFORM_RESERVED_INSTANCES} has a number. */
  public static int of(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "");
    if (text.matches("[0-9]{1,7}")) {
      return Integer.parseInt(text);
    }
    if (!text.isEmpty()) {
      LOG.warn("{} is no number: \"{}\"; the quota is {}", VARIABLE, text, USUAL);
    }
    return USUAL;
  }
}
