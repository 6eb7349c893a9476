package io.planform.functiongraph;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a function, or of one of its versions or aliases: {@code
 * urn:fss:<region>:<project>:function:<package>:<name>[:<version>|:!<alias>]}.
 *
 * @param qualifier a version's name, or an alias' name after {@code !}; null for the function
 *     itself
 */
public record FunctionUrn(
    String region, String project, String packageName, String name, @Nullable String qualifier) {

  /** The version that code and configuration changes go to. */
  public static final String LATEST = "latest";

  /** The full form only; empty for anything else. */
  public static Optional<FunctionUrn> parse(String text) {
    String[] fields = text.split(":", -1);
    boolean full =
        (fields.length == 7 || fields.length == 8)
            && fields[0].equals("urn")
            && fields[1].equals("fss")
            && fields[4].equals("function");
    if (!full) {
      return Optional.empty();
    }
    return of(fields[2], fields[3], fields[5], fields[6], fields.length == 8 ? fields[7] : null);
  }

  /**
   * The full form, or a short one within a region and project: {@code package:name}, {@code
   * package:name:qualifier}, {@code function:package:name:qualifier}.
   */
  public static Optional<FunctionUrn> parse(String text, String region, String project) {
    String[] fields = text.split(":", -1);
    return switch (fields.length) {
      case 2 -> of(region, project, fields[0], fields[1], null);
      case 3 -> of(region, project, fields[0], fields[1], fields[2]);
      case 4 ->
          fields[0].equals("function")
              ? of(region, project, fields[1], fields[2], fields[3])
              : Optional.empty();
      default -> parse(text);
    };
  }

  private static Optional<FunctionUrn> of(
      String region, String project, String packageName, String name, @Nullable String qualifier) {
    boolean complete =
        !region.isEmpty()
            && !project.isEmpty()
            && !packageName.isEmpty()
            && !name.isEmpty()
            && (qualifier == null || !(qualifier.isEmpty() || qualifier.equals("!")));
    return complete
        ? Optional.of(new FunctionUrn(region, project, packageName, name, qualifier))
        : Optional.empty();
  }

  /** The function itself, without version or alias. */
  public FunctionUrn bare() {
    return new FunctionUrn(region, project, packageName, name, null);
  }

  /**
   * @param newQualifier a version's name, or {@code !} and an alias' name
   */
  public FunctionUrn withQualifier(String newQualifier) {
    return new FunctionUrn(region, project, packageName, name, newQualifier);
  }

  /** The full form. */
  @Override
  public String toString() {
    String bare = "urn:fss:" + region + ":" + project + ":function:" + packageName + ":" + name;
    return qualifier == null ? bare : bare + ":" + qualifier;
  }
}
