package io.planform.planner.lang;

import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Text. Positions and lengths count characters as people see them (grapheme clusters). */
final class TextFunctions {
  private TextFunctions() {}

  static List<Function> all() {
    return List.of(
        onText("lower", text -> text.toLowerCase(Locale.ROOT)),
        onText("upper", text -> text.toUpperCase(Locale.ROOT)),
        onText("title", TextFunctions::title),
        onText("trimspace", String::strip),
        onText("chomp", text -> text.replaceFirst("[\\r\\n]+\\z", "")),
        onText("strrev", TextFunctions::reversed),
        withText("trim", "cutset", (text, cut) -> trimmed(text, cut)),
        withText(
            "trimprefix",
            "prefix",
            (text, prefix) -> text.startsWith(prefix) ? text.substring(prefix.length()) : text),
        withText(
            "trimsuffix",
            "suffix",
            (text, suffix) ->
                text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text),
        Function.named("startswith")
            .takes("str", STRING)
            .takes("prefix", STRING)
            .gives(BOOL, a -> Value.of(a.text(0).startsWith(a.text(1)))),
        Function.named("endswith")
            .takes("str", STRING)
            .takes("suffix", STRING)
            .gives(BOOL, a -> Value.of(a.text(0).endsWith(a.text(1)))),
        Function.named("strcontains")
            .takes("str", STRING)
            .takes("substr", STRING)
            .gives(BOOL, a -> Value.of(a.text(0).contains(a.text(1)))),
        Function.named("join")
            .takes("separator", STRING)
            .takesAny("lists", Type.list(STRING))
            .gives(STRING, TextFunctions::join),
        Function.named("split")
            .takes("separator", STRING)
            .takes("str", STRING)
            .gives(Type.list(STRING), a -> Value.ofStrings(split(a.text(0), a.text(1)))),
        Function.named("substr")
            .takes("str", STRING)
            .takes("offset", NUMBER)
            .takes("length", NUMBER)
            .gives(STRING, TextFunctions::substring),
        Function.named("indent")
            .takes("spaces", NUMBER)
            .takes("string", STRING)
            .gives(
                STRING,
                a ->
                    Value.of(
                        a.text(1)
                            .replace(
                                "\n", "\n" + " ".repeat(Math.clamp(a.integer(0), 0, 10_000))))),
        Function.named("replace")
            .takes("str", STRING)
            .takes("substr", STRING)
            .takes("replace", STRING)
            .gives(STRING, TextFunctions::replace),
        Function.named("regex")
            .takes("pattern", STRING)
            .takes("string", STRING)
            .gives(DYNAMIC, TextFunctions::regex),
        Function.named("regexall")
            .takes("pattern", STRING)
            .takes("string", STRING)
            .gives(Type.list(DYNAMIC), TextFunctions::regexAll),
        Function.named("format")
            .takes("format", STRING)
            .takesAnyNullable("args", DYNAMIC)
            .gives(STRING, a -> Format.one(a, a.from(1))),
        Function.named("formatlist")
            .takes("format", STRING)
            .takesAnyNullable("args", DYNAMIC)
            .gives(Type.list(STRING), Format::each));
  }

  private static Function onText(String name, UnaryOperator<String> operation) {
    return Function.named(name)
        .takes("str", STRING)
        .gives(STRING, a -> Value.of(operation.apply(a.text(0))));
  }

  private interface Combination {
    String of(String text, String other);
  }

  private static Function withText(String name, String other, Combination operation) {
    return Function.named(name)
        .takes("str", STRING)
        .takes(other, STRING)
        .gives(STRING, a -> Value.of(operation.of(a.text(0), a.text(1))));
  }

  private static String title(String text) {
    StringBuilder titled = new StringBuilder();
    boolean wordStart = true;
    for (int c : text.codePoints().toArray()) {
      titled.appendCodePoint(wordStart ? Character.toTitleCase(c) : c);
      wordStart = !Character.isLetterOrDigit(c) && c != '_' && c != '\'';
    }
    return titled.toString();
  }

  static List<String> characters(String text) {
    BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
    breaks.setText(text);
    List<String> characters = new ArrayList<>();
    int start = 0;
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      characters.add(text.substring(start, end));
      start = end;
    }
    return characters;
  }

  private static String reversed(String text) {
    List<String> characters = characters(text);
    Collections.reverse(characters);
    return String.join("", characters);
  }

  private static String trimmed(String text, String cut) {
    int[] points = text.codePoints().toArray();
    int start = 0;
    int end = points.length;
    while (start < end && cut.indexOf(points[start]) >= 0) {
      start++;
    }
    while (end > start && cut.indexOf(points[end - 1]) >= 0) {
      end--;
    }
    return new String(points, start, end - start);
  }

  private static Value join(Arguments arguments) {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i < arguments.count(); i++) {
      for (Value element : arguments.elements(i)) {
        if (!(element instanceof Value.Str(String text))) {
          return arguments.fail(i, "an element is null, and cannot be joined");
        }
        texts.add(text);
      }
    }
    return Value.of(String.join(arguments.text(0), texts));
  }

  private static List<String> split(String separator, String text) {
    if (text.isEmpty()) {
      return List.of("");
    }
    return separator.isEmpty()
        ? characters(text)
        : List.of(text.split(Pattern.quote(separator), -1));
  }

  private static Value substring(Arguments arguments) {
    List<String> characters = characters(arguments.text(0));
    int offset = arguments.integer(1);
    int length = arguments.integer(2);
    int start =
        Math.clamp(offset < 0 ? characters.size() + (long) offset : offset, 0, characters.size());
    long end = length < 0 ? characters.size() : Math.min(characters.size(), (long) start + length);
    return Value.of(String.join("", characters.subList(start, (int) Math.max(start, end))));
  }

  private static Value replace(Arguments arguments) {
    String text = arguments.text(0);
    String wanted = arguments.text(1);
    if (wanted.length() < 2 || !wanted.startsWith("/") || !wanted.endsWith("/")) {
      return Value.of(text.replace(wanted, arguments.text(2)));
    }
    Pattern pattern = pattern(arguments, 1, wanted.substring(1, wanted.length() - 1));
    if (pattern == null) {
      return Evaluator.FAILED;
    }
    try {
      return Value.of(pattern.matcher(text).replaceAll(replacement(arguments.text(2))));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return arguments.fail(2, "it names a group that the pattern does not have");
    }
  }

  /** In a replacement a backslash stands for itself, and {@code $name} is {@code ${name}}. */
  private static String replacement(String text) {
    return text.replace("\\", "\\\\").replaceAll("\\$([A-Za-z_]\\w*)", "\\${$1}");
  }

  private static @Nullable Pattern pattern(Arguments arguments, int index, String text) {
    try {
      return Pattern.compile(text.replace("(?P<", "(?<"));
    } catch (PatternSyntaxException e) {
      arguments.fail(index, "not a regular expression: " + e.getDescription());
      return null;
    }
  }

  private static Value regex(Arguments arguments) {
    Pattern pattern = pattern(arguments, 0, arguments.text(0));
    if (pattern == null) {
      return Evaluator.FAILED;
    }
    Matcher matcher = pattern.matcher(arguments.text(1));
    return matcher.find()
        ? captured(pattern, matcher)
        : arguments.fail("pattern did not match any part of the given string");
  }

  private static Value regexAll(Arguments arguments) {
    Pattern pattern = pattern(arguments, 0, arguments.text(0));
    if (pattern == null) {
      return Evaluator.FAILED;
    }
    Matcher matcher = pattern.matcher(arguments.text(1));
    List<Value> matches = new ArrayList<>();
    while (matcher.find()) {
      matches.add(captured(pattern, matcher));
    }
    return Evaluator.converted(new Value.Tuple(matches), Type.list(DYNAMIC));
  }

  /** The match, or its groups by number or, where they are named, by name. */
  private static Value captured(Pattern pattern, Matcher matcher) {
    if (matcher.groupCount() == 0) {
      return Value.of(matcher.group());
    }
    if (pattern.namedGroups().isEmpty()) {
      List<Value> groups = new ArrayList<>();
      for (int i = 1; i <= matcher.groupCount(); i++) {
        groups.add(group(matcher.group(i)));
      }
      return new Value.Tuple(groups);
    }
    SequencedMap<String, Value> groups = new LinkedHashMap<>();
    pattern.namedGroups().forEach((name, index) -> groups.put(name, group(matcher.group(index))));
    return new Value.Obj(groups);
  }

  private static Value group(@Nullable String text) {
    return text == null ? new Value.Null(STRING) : Value.of(text);
  }
}
