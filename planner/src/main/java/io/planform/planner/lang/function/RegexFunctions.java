package io.planform.planner.lang.function;

import static io.planform.planner.lang.function.Function.Accepts.UNKNOWN;
import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.STRING;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Regular expressions of RE2, which take linear time whatever the pattern. */
final class RegexFunctions {
  private RegexFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("regex")
            .takes("pattern", STRING, UNKNOWN)
            .takes("string", STRING)
            .partial()
            .gives(RegexFunctions::matchType, RegexFunctions::regex),
        Function.named("regexall")
            .takes("pattern", STRING, UNKNOWN)
            .takes("string", STRING)
            .partial()
            .gives(a -> Type.list(matchType(a)), RegexFunctions::regexAll),
        Function.named("replace")
            .takes("str", STRING)
            .takes("substr", STRING)
            .takes("replace", STRING)
            .gives(STRING, RegexFunctions::replace));
  }

  private static @Nullable Pattern pattern(Arguments arguments, int index, String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      arguments.fail(
          index, "invalid regexp pattern: " + e.getDescription() + " in " + e.getPattern());
      return null;
    }
  }

  /** Text; of a pattern with groups a tuple of them or, where they have names, an object. */
  private static Type matchType(Arguments arguments) {
    Pattern pattern =
        arguments.value(0).isUnknown() ? null : pattern(arguments, 0, arguments.text(0));
    if (pattern == null) {
      return DYNAMIC;
    }
    if (pattern.groupCount() == 0) {
      return STRING;
    }
    if (pattern.namedGroups().isEmpty()) {
      List<Type> groups = new ArrayList<>();
      for (int i = 0; i < pattern.groupCount(); i++) {
        groups.add(STRING);
      }
      return new Type.TupleType(groups);
    }
    if (pattern.namedGroups().size() < pattern.groupCount()) {
      return arguments.refuse(
          0, "invalid regexp pattern: cannot mix both named and unnamed capture groups");
    }
    SequencedMap<String, Type> groups = new LinkedHashMap<>();
    new TreeMap<>(pattern.namedGroups()).keySet().forEach(name -> groups.put(name, STRING));
    return new Type.ObjectType(groups);
  }

  private static Value regex(Arguments arguments) {
    Pattern pattern =
        arguments.value(0).isUnknown() ? null : pattern(arguments, 0, arguments.text(0));
    if (pattern == null) {
      return arguments.unknown();
    }
    Matcher matcher = pattern.matcher(arguments.text(1));
    return matcher.find()
        ? captured(pattern, matcher)
        : arguments.fail("pattern did not match any part of the given string");
  }

  private static Value regexAll(Arguments arguments) {
    Pattern pattern =
        arguments.value(0).isUnknown() ? null : pattern(arguments, 0, arguments.text(0));
    if (pattern == null) {
      return arguments.unknown();
    }
    List<Value> matches = new ArrayList<>();
    Matches found = new Matches(pattern.matcher(arguments.text(1)));
    while (found.next()) {
      matches.add(captured(pattern, found.matcher));
    }
    return Sequences.of(arguments.type(), matches);
  }

  /** All matches but the empty ones that touch the end of the match before. */
  private static final class Matches {
    private final Matcher matcher;
    private int end = -1;

    Matches(Matcher matcher) {
      this.matcher = matcher;
    }

    boolean next() {
      while (matcher.find()) {
        boolean touches = matcher.start() == matcher.end() && matcher.start() == end;
        end = matcher.end();
        if (!touches) {
          return true;
        }
      }
      return false;
    }
  }

  private static Value captured(Pattern pattern, Matcher matcher) {
    if (pattern.groupCount() == 0) {
      return Value.of(matcher.group());
    }
    if (pattern.namedGroups().isEmpty()) {
      List<Value> groups = new ArrayList<>();
      for (int i = 1; i <= pattern.groupCount(); i++) {
        groups.add(group(matcher, i));
      }
      return new Value.Tuple(groups);
    }
    SequencedMap<String, Value> groups = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> group : new TreeMap<>(pattern.namedGroups()).entrySet()) {
      groups.put(group.getKey(), group(matcher, group.getValue()));
    }
    return new Value.Obj(groups);
  }

  private static Value group(Matcher matcher, int index) {
    String text = matcher.group(index);
    return text == null ? new Value.Null(STRING) : Value.of(text);
  }

  /** A pattern between slashes is a regular expression. */
  private static Value replace(Arguments arguments) {
    String text = arguments.text(0);
    String wanted = arguments.text(1);
    if (wanted.length() > 1 && wanted.startsWith("/") && wanted.endsWith("/")) {
      Pattern pattern = pattern(arguments, -1, wanted.substring(1, wanted.length() - 1));
      return pattern == null ? Arguments.none() : replaceMatches(arguments, pattern);
    }
    long places = wanted.isEmpty() ? text.length() + 1L : occurrences(text, wanted);
    long growth = (long) arguments.text(2).length() - wanted.length();
    if (text.length() + places * growth > Limits.TEXT) {
      return arguments.fail(Limits.TOO_LONG);
    }
    return Value.of(
        wanted.isEmpty()
            ? between(text, arguments.text(2))
            : text.replace(wanted, arguments.text(2)));
  }

  private static long occurrences(String text, String wanted) {
    long count = 0;
    for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length())) {
      count++;
    }
    return count;
  }

  /** Before each character and at the end. */
  private static String between(String text, String more) {
    StringBuilder result = new StringBuilder(more);
    text.codePoints().forEach(c -> result.appendCodePoint(c).append(more));
    return result.toString();
  }

  private static Value replaceMatches(Arguments arguments, Pattern pattern) {
    String text = arguments.text(0);
    Matches found = new Matches(pattern.matcher(text));
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (found.next()) {
      result.append(text, at, found.matcher.start());
      expand(arguments.text(2), pattern, found.matcher, result);
      at = found.matcher.end();
      if (result.length() > Limits.TEXT) {
        return arguments.fail(Limits.TOO_LONG);
      }
    }
    return Value.of(result.append(text, at, text.length()).toString());
  }

  /** In a replacement {@code $1}, {@code $name} and {@code ${name}} are groups, {@code $$} is $. */
  private static void expand(
      String replacement, Pattern pattern, Matcher matcher, StringBuilder result) {
    int at = 0;
    while (at < replacement.length()) {
      int dollar = replacement.indexOf('$', at);
      if (dollar < 0 || dollar == replacement.length() - 1) {
        result.append(replacement, at, replacement.length());
        return;
      }
      result.append(replacement, at, dollar);
      boolean braces = replacement.charAt(dollar + 1) == '{';
      int start = dollar + (braces ? 2 : 1);
      int end = start;
      while (end < replacement.length() && isName(replacement.charAt(end))) {
        end++;
      }
      boolean closed = !braces || (end < replacement.length() && replacement.charAt(end) == '}');
      if (replacement.charAt(dollar + 1) == '$') {
        result.append('$');
        at = dollar + 2;
      } else if (end == start || !closed) {
        result.append('$');
        at = dollar + 1;
      } else {
        result.append(named(replacement.substring(start, end), pattern, matcher));
        at = braces ? end + 1 : end;
      }
    }
  }

  private static boolean isName(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static String named(String name, Pattern pattern, Matcher matcher) {
    Integer index =
        name.matches("\\d{1,8}") ? Integer.valueOf(name) : pattern.namedGroups().get(name);
    if (index == null || index > pattern.groupCount()) {
      return "";
    }
    String group = matcher.group(index);
    return group == null ? "" : group;
  }
}
