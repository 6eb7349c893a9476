package io.planform.host.api;

import io.planform.host.server.Encoding;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The path of an API: fixed segments, parameters for one segment ({@code /users/{id}}), and at the
 * end one for all that follow ({@code /files/{proxy+}}). A slash at the end says nothing.
 *
 * @param segments as they are written, percent-encoded; none of the root
 */
public record PathTemplate(String text, List<String> segments) {
  private static final int LONGEST = 512;
  private static final Pattern FIXED = Pattern.compile("[A-Za-z0-9._~%!$&'()*+,;=:@-]+");
  private static final Pattern PARAMETER =
      Pattern.compile("\\{[A-Za-z][A-Za-z0-9_-]{0,31}(?<rest>\\+?)}");

  /**
   * What is wrong with a path, if anything.
   *
   * @return a sentence that begins with a verb: {@code must begin with /.}
   */
  public static Optional<String> problem(String text) {
    if (!text.startsWith("/")) {
      return Optional.of("must begin with /.");
    }
    if (text.length() > LONGEST) {
      return Optional.of("has %d characters at most.".formatted(LONGEST));
    }
    List<String> segments = split(text);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      boolean parameter = PARAMETER.matcher(segment).matches();
      if (!parameter && !FIXED.matcher(segment).matches()) {
        return Optional.of(
            "has a segment \"%s\" that is neither text of an address nor a parameter like {id}."
                .formatted(segment));
      }
      if (parameter && !names.add(name(segment))) {
        return Optional.of("has two parameters %s.".formatted(name(segment)));
      }
      if (isRest(segment) && i < segments.size() - 1) {
        return Optional.of("has something behind %s, which takes all.".formatted(segment));
      }
    }
    return Optional.empty();
  }

  /**
   * @param text without a {@link #problem}
   */
  public static PathTemplate of(String text) {
    return new PathTemplate(text, split(text));
  }

  /** The segments of a path, as they are written; a slash at the end makes none. */
  public static List<String> split(String path) {
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return trimmed.isEmpty() ? List.of() : List.of(trimmed.substring(1).split("/", -1));
  }

  public static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }

  /** Whether a segment stands for all that follow. */
  public static boolean isRest(String segment) {
    return segment.endsWith("+}");
  }

  /** Whether it ends with a parameter for all that follows. */
  public boolean takesRest() {
    return !segments.isEmpty() && isRest(segments.getLast());
  }

  private static String name(String segment) {
    return segment.substring(1, segment.length() - (isRest(segment) ? 2 : 1));
  }

  /** The same for templates that differ in the names of their parameters only. */
  public String shape() {
    StringBuilder shape = new StringBuilder();
    for (String segment : segments) {
      shape.append('/');
      shape.append(!isParameter(segment) ? segment : isRest(segment) ? "{+}" : "{}");
    }
    return shape.isEmpty() ? "/" : shape.toString();
  }

  /**
   * What the parameters are in a path that matches, decoded. What a prefix leaves over has the
   * empty name, as events of FunctionGraph have it.
   *
   * @param path still percent-encoded
   */
  public Map<String, String> parametersOf(String path) {
    List<String> actual = split(path);
    if (actual.size() <= segments.size()
        && segments.stream().noneMatch(PathTemplate::isParameter)) {
      return Map.of();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (isParameter(segment)) {
        parameters.put(name(segment), isRest(segment) ? rest(actual, i) : rest(actual, i, i + 1));
      }
    }
    if (actual.size() > segments.size() && !takesRest()) {
      parameters.put("", rest(actual, segments.size()));
    }
    return parameters;
  }

  private static String rest(List<String> segments, int from) {
    return rest(segments, from, segments.size());
  }

  private static String rest(List<String> segments, int from, int to) {
    return String.join("/", Encoding.segments(String.join("/", segments.subList(from, to))));
  }
}
