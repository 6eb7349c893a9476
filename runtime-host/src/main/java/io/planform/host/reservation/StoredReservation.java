package io.planform.host.reservation;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.reservation.Reservation;

/**
 * A reservation that holds.
 *
 * @param id of its row
 * @param function without version
 * @param target what it is for, by its name
 */
record StoredReservation(
    long id, String functionId, FunctionUrn function, Target target, Reservation settings) {

  /** A version or an alias of a function. */
  sealed interface Target {
    String name();

    /** As in URNs. */
    String qualifier();

    /** The API's {@code qualifier_type}. */
    String type();
  }

  record Version(String name) implements Target {
    @Override
    public String qualifier() {
      return name;
    }

    @Override
    public String type() {
      return "version";
    }
  }

  /**
   * @param id another one after it was deleted and made anew
   */
  record AliasOf(String id, String name) implements Target {
    @Override
    public String qualifier() {
      return "!" + name;
    }

    @Override
    public String type() {
      return "alias";
    }
  }

  FunctionUrn urn() {
    return function.withQualifier(target.qualifier());
  }
}
