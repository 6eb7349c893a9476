package io.planform.host.alias;

import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** Which requests to an alias go to its additional version, not to the major one. */
public sealed interface Shift {

  /** The additional version, a published one. */
  String version();

  /**
   * Whether one request goes there.
   *
   * @param headers by lower-case name
   * @param die throws 0 to 99
   */
  boolean takes(Map<String, List<String>> headers, IntSupplier die);

  /**
   * A share of all requests.
   *
   * @param percent 0 to 100
   */
  record Weight(String version, int percent) implements Shift {
    @Override
    public boolean takes(Map<String, List<String>> headers, IntSupplier die) {
      return die.getAsInt() < percent;
    }
  }

  /**
   * The requests that match rules.
   *
   * @param combineType {@code and}, {@code or}, or empty where it was not sent, which is {@code
   *     and}
   */
  record Rules(String version, String combineType, List<Rule> rules) implements Shift {
    @Override
    public boolean takes(Map<String, List<String>> headers, IntSupplier die) {
      return combineType.equals("or")
          ? rules.stream().anyMatch(rule -> rule.matches(headers))
          : rules.stream().allMatch(rule -> rule.matches(headers));
    }
  }
}
