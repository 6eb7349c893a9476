package io.planform.planner.lang.function;

import static io.planform.planner.lang.function.Function.Accepts.UNKNOWN;
import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** Text. Positions and lengths count characters as people see them (grapheme clusters). */
final class TextFunctions {
  private TextFunctions() {}

  static List<Function> all() {
    return List.of(
        onText("lower", text -> mapped(text, Character::toLowerCase)),
        onText("upper", text -> mapped(text, Character::toUpperCase)),
        onText("title", TextFunctions::title),
        onText("trimspace", text -> trimmed(text, TextFunctions::isSpace)),
        onText("chomp", TextFunctions::chomp),
        onText("strrev", TextFunctions::reversed),
        withText("trim", "cutset", (text, cut) -> trimmed(text, c -> cut.indexOf(c) >= 0)),
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
            .takes("str", STRING, UNKNOWN)
            .takes("prefix", STRING)
            .partial()
            .gives(BOOL, TextFunctions::startsWith),
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
            .takes("str", STRING)
            .gives(STRING, TextFunctions::indent));
  }

  private static Function onText(String name, UnaryOperator<String> operation) {
    return Function.named(name)
        .takes("str", STRING)
        .gives(STRING, a -> Value.of(operation.apply(a.text(0))));
  }

  private static Function withText(String name, String other, BinaryOperator<String> operation) {
    return Function.named(name)
        .takes("str", STRING)
        .takes(other, STRING)
        .gives(STRING, a -> Value.of(operation.apply(a.text(0), a.text(1))));
  }

  /** Character by character, so that no text changes its length. */
  private static String mapped(String text, IntUnaryOperator change) {
    StringBuilder mapped = new StringBuilder(text.length());
    text.codePoints().map(change).forEach(mapped::appendCodePoint);
    return mapped.toString();
  }

  private static String title(String text) {
    StringBuilder titled = new StringBuilder(text.length());
    int before = ' ';
    for (int c : text.codePoints().toArray()) {
      titled.appendCodePoint(isSeparator(before) ? Character.toTitleCase(c) : c);
      before = c;
    }
    return titled.toString();
  }

  private static boolean isSeparator(int c) {
    if (Character.isLetterOrDigit(c) || c == '_') {
      return false;
    }
    return c < 128 || isSpace(c);
  }

  /** The property White_Space of Unicode. */
  static boolean isSpace(int c) {
    return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
  }

  private static String chomp(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }

  private static String reversed(String text) {
    List<String> characters = Graphemes.of(text);
    Collections.reverse(characters);
    return String.join("", characters);
  }

  private static String trimmed(String text, IntPredicate cut) {
    int start = 0;
    int end = text.length();
    while (start < end && cut.test(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (end > start && cut.test(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  /** Of unknown text the start may be known. */
  private static Value startsWith(Arguments arguments) {
    String prefix = arguments.text(1);
    if (!(arguments.value(0) instanceof Value.Unknown(_, var refinement))) {
      return Value.of(arguments.text(0).startsWith(prefix));
    }
    String known = refinement.prefix();
    if (known.startsWith(prefix)) {
      return Value.of(true);
    }
    return prefix.startsWith(known) ? arguments.unknown() : Value.of(false);
  }

  private static Value join(Arguments arguments) {
    if (arguments.count() < 2) {
      return arguments.fail("at least one list is required");
    }
    StringBuilder joined = new StringBuilder();
    boolean first = true;
    for (int i = 1; i < arguments.count(); i++) {
      int position = 0;
      for (Value element : arguments.elements(i)) {
        if (!(element instanceof Value.Str(String text))) {
          return arguments.fail(
              i, "element " + position + " is null; cannot concatenate null values");
        }
        joined.append(first ? "" : arguments.text(0)).append(text);
        if (joined.length() > Limits.TEXT) {
          return arguments.fail(Limits.TOO_LONG);
        }
        first = false;
        position++;
      }
    }
    return Value.of(joined.toString());
  }

  private static List<String> split(String separator, String text) {
    List<String> parts = new ArrayList<>();
    if (separator.isEmpty()) {
      text.codePoints().forEach(c -> parts.add(Character.toString(c)));
      return parts;
    }
    int start = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
      parts.add(text.substring(start, at));
      start = at + separator.length();
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static Value substring(Arguments arguments) {
    List<String> characters = Graphemes.of(arguments.text(0));
    int offset = arguments.integer(1);
    int length = arguments.integer(2);
    int size = characters.size();
    int start = Math.clamp(offset < 0 ? size + (long) offset : offset, 0, size);
    long end = length < 0 ? size : Math.min(size, (long) start + length);
    return Value.of(String.join("", characters.subList(start, (int) end)));
  }

  private static Value indent(Arguments arguments) {
    int spaces = arguments.integer(0);
    String text = arguments.text(1);
    long lines = text.chars().filter(c -> c == '\n').count();
    if (spaces < 0) {
      return arguments.fail("the number of spaces must not be negative");
    }
    return text.length() + lines * spaces > Limits.TEXT
        ? arguments.fail(Limits.TOO_LONG)
        : Value.of(text.replace("\n", "\n" + " ".repeat(lines == 0 ? 0 : spaces)));
  }
}
