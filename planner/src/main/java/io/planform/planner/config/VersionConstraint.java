package io.planform.planner.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which versions are allowed: {@code >= 1.3, < 2.0}. All terms must hold. */
record VersionConstraint(List<Term> terms) {
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*(=|!=|>=|<=|>|<|~>)?\\s*v?(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6}))?(-[\\w.]+)?\\s*");

  record Version(int major, int minor, int patch) implements Comparable<Version> {
    private static final Comparator<Version> ORDER =
        Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor)
            .thenComparingInt(Version::patch);

    @Override
    public int compareTo(Version other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return major + "." + minor + "." + patch;
    }
  }

  /**
   * @param parts how many numbers were written, which matters to {@code ~>}
   */
  record Term(String operator, Version version, int parts) {

    boolean allows(Version candidate) {
      int order = candidate.compareTo(version);
      return switch (operator) {
        case "!=" -> order != 0;
        case ">" -> order > 0;
        case ">=" -> order >= 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case "~>" ->
            order >= 0
                && candidate.major() == version.major()
                && (parts < 3 || candidate.minor() == version.minor());
        default -> order == 0;
      };
    }
  }

  /** Null if the text is no constraint. */
  static @Nullable VersionConstraint parse(String text) {
    List<Term> terms = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = TERM.matcher(part);
      if (!matcher.matches()) {
        return null;
      }
      String operator = matcher.group(1);
      int parts = matcher.group(4) != null ? 3 : matcher.group(3) != null ? 2 : 1;
      Version version =
          new Version(number(matcher.group(2)), number(matcher.group(3)), number(matcher.group(4)));
      terms.add(new Term(operator == null ? "=" : operator, version, parts));
    }
    return new VersionConstraint(terms);
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  boolean allows(Version version) {
    return terms.stream().allMatch(term -> term.allows(version));
  }
}
