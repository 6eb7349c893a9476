package io.planform.utility.catalogue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.value.ValuePath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Checks of a configuration that may be unknown in part; collects what is wrong. */
public final class Checks {
  private final Arguments arguments;
  private final List<Diagnostic> found = new ArrayList<>();

  public Checks(Arguments arguments) {
    this.arguments = arguments;
  }

  public List<Diagnostic> found() {
    return List.copyOf(found);
  }

  public Checks add(String attribute, String summary, String detail) {
    found.add(Faults.at(attribute, summary, detail));
    return this;
  }

  /** A whole number of at least so much, where it is given and known. */
  public Checks atLeast(String attribute, long least) {
    BigDecimal number = arguments.number(attribute);
    if (number != null
        && (number.stripTrailingZeros().scale() > 0
            || number.compareTo(BigDecimal.valueOf(least)) < 0
            || number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0)) {
      add(
          attribute,
          "Invalid number",
          "\"" + attribute + "\" must be a whole number of at least " + least + ".");
    }
    return this;
  }

  public Checks whole(String attribute) {
    BigDecimal number = arguments.number(attribute);
    if (number != null
        && (number.stripTrailingZeros().scale() > 0 || number.toBigInteger().bitLength() > 63)) {
      add(attribute, "Invalid number", "\"" + attribute + "\" must be a whole number of 64 bits.");
    }
    return this;
  }

  public Checks matches(String attribute, String pattern, String meaning) {
    String text = arguments.text(attribute);
    if (text != null && !text.matches(pattern)) {
      add(attribute, "Invalid value", "\"" + attribute + "\" must be " + meaning + ".");
    }
    return this;
  }

  public Checks oneOf(String attribute, List<String> values) {
    String text = arguments.text(attribute);
    if (text != null && !values.contains(text)) {
      Diagnostic wrong =
          Faults.at(
              attribute,
              "Invalid value",
              "\"" + attribute + "\" must be one of " + String.join(", ", values) + ".");
      String near = NearMatch.of(text, values);
      found.add(near == null ? wrong : wrong.withHint("did you mean " + near + "?"));
    }
    return this;
  }

  /** Exactly one of them is given. */
  public Checks exactlyOne(String... attributes) {
    List<String> given = given(attributes);
    if (given.size() > 1) {
      add(
          given.getLast(),
          "Conflicting arguments",
          "Only " + listed(attributes) + " can be given.");
    } else if (given.isEmpty()) {
      found.add(
          Diagnostic.error("Missing argument", "Exactly " + listed(attributes) + " is needed."));
    }
    return this;
  }

  public Checks atLeastOne(String... attributes) {
    if (given(attributes).isEmpty()) {
      found.add(
          Diagnostic.error("Missing argument", "At least " + listed(attributes) + " is needed."));
    }
    return this;
  }

  /** What is given only together. */
  public Checks together(String... attributes) {
    List<String> given = given(attributes);
    if (!given.isEmpty() && given.size() < attributes.length) {
      found.add(
          Diagnostic.error(
                  "Missing argument", String.join(", ", attributes) + " are given together.")
              .at(ValuePath.of(given.getFirst())));
    }
    return this;
  }

  private List<String> given(String... attributes) {
    return List.of(attributes).stream().filter(arguments::isGiven).toList();
  }

  private static String listed(String... attributes) {
    return "one of " + String.join(", ", attributes);
  }
}
