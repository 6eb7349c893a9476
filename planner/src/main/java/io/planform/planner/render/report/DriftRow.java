package io.planform.planner.render.report;

import io.planform.planner.drift.DriftedAttribute;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attribute with its three values, each on one line. */
record DriftRow(String attribute, String declared, String applied, String live) {
  static final List<String> TITLES = List.of("Attribute", "Declared", "Applied", "Live");

  private static final int LONGEST = 120;

  static DriftRow of(DriftedAttribute attribute) {
    return new DriftRow(
        attribute.path().toString(),
        attribute.isDeclared() ? text(attribute.declared()) : "not declared",
        text(attribute.applied()),
        text(attribute.live()));
  }

  private static String text(@Nullable Value value) {
    if (value == null) {
      return "null";
    }
    if (value.containsSensitive()) {
      return "(sensitive value)";
    }
    if (value instanceof Value.Unknown) {
      return "(known after apply)";
    }
    String text = RecordedState.json(value).toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  List<String> cells() {
    return List.of(attribute, declared, applied, live);
  }
}
