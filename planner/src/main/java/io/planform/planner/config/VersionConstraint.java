package io.planform.planner.config;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which versions are allowed: {@code >= 1.3, < 2.0}. All terms must hold. */
public record VersionConstraint(List<Term> terms) {
  public static final VersionConstraint NONE = new VersionConstraint(List.of());

  private static final Pattern TERM =
      Pattern.compile(
          "\\s*(=|!=|>=|<=|>|<|~>)?\\s*(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6}))?"
              + "([-+][\\w.+-]+)?\\s*");

  private static final Pattern PLAIN = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})");

  /** In the order in which terms about the same version are written. */
  private static final List<String> OPERATORS = List.of(">", ">=", "=", "~>", "<=", "<", "!=");

  private static final Comparator<Term> ORDER =
      Comparator.comparing(Term::version)
          .thenComparing(term -> term.suffix().isEmpty())
          .thenComparing(Term::suffix)
          .thenComparing(term -> OPERATORS.indexOf(term.operator()))
          .thenComparing(term -> -term.parts());

  public record Version(int major, int minor, int patch) implements Comparable<Version> {
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
   * @param suffix of a pre-release, its dash included
   */
  public record Term(String operator, Version version, int parts, String suffix) {

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

    @Override
    public String toString() {
      boolean two = operator.equals("~>") && parts < 3;
      return (operator.equals("=") ? "" : operator + " ")
          + (two ? version.major() + "." + version.minor() : version.toString())
          + suffix;
    }
  }

  /** Null if the text is no constraint. */
  public static @Nullable VersionConstraint parse(String text) {
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
      terms.add(
          new Term(
              operator == null ? "=" : operator,
              version,
              parts,
              matcher.group(5) == null ? "" : matcher.group(5)));
    }
    return new VersionConstraint(terms);
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /**
   * The newest of versions that is allowed; null if none is. A pre-release is chosen only by its
   * exact name.
   */
  public @Nullable String newest(Collection<String> versions) {
    for (Term term : terms) {
      if (term.operator().equals("=") && !term.suffix().isEmpty()) {
        String exact = term.version() + term.suffix();
        return versions.contains(exact) ? exact : null;
      }
    }
    String newest = null;
    Version best = null;
    for (String text : versions) {
      Matcher matcher = PLAIN.matcher(text);
      if (matcher.matches()) {
        Version version =
            new Version(
                number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)));
        if (allows(version) && (best == null || version.compareTo(best) > 0)) {
          best = version;
          newest = text;
        }
      }
    }
    return newest;
  }

  public static Diagnostic invalid(SourceRange range) {
    return Diagnostic.error(
        "Invalid version constraint",
        "Constraints look like \">= 1.5\", \"~> 1.9\" or \">= 1.3, < 2.0\".",
        range);
  }

  public boolean allows(Version version) {
    return terms.stream().allMatch(term -> term.allows(version));
  }

  VersionConstraint and(VersionConstraint other) {
    return new VersionConstraint(Stream.concat(terms.stream(), other.terms.stream()).toList());
  }

  /** As Terraform writes it: by versions, each with three numbers. */
  @Override
  public String toString() {
    return terms.stream()
        .distinct()
        .sorted(ORDER)
        .map(Term::toString)
        .collect(Collectors.joining(", "));
  }
}
