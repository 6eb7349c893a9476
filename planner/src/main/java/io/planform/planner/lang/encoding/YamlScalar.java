package io.planform.planner.lang.encoding;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What plain scalars of YAML 1.1 mean, as Terraform reads them: {@code no} is false. */
final class YamlScalar {
  static final String TAGS = "tag:yaml.org,2002:";

  private static final Set<String> TEXT_TAGS =
      Set.of("str", "int", "float", "bool", "null", "timestamp");
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d{1,4})?");
  private static final Pattern BASED =
      Pattern.compile(
          "(?<sign>[-+]?)0(?:(?<hex>[xX])|(?<octal>[oO]))(?<digits>[0-9a-fA-F]{1,1000})");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\r\n]*={0,2}[\r\n]*");
  private static final Set<String> NOT_A_NUMBER = Set.of(".nan", ".NaN", ".NAN");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4})-(\\d\\d?)-(\\d\\d?)"
              + "(?:(?:([Tt])|( ))(\\d\\d?):(\\d\\d?):(\\d\\d?)(?:\\.\\d+)?(Z|[-+]\\d\\d:\\d\\d)?)?");

  private YamlScalar() {}

  /** Whether what stands in quotes is text, although it has such a tag. */
  static boolean isText(@Nullable String tag) {
    return tag == null
        || TEXT_TAGS.contains(tag.startsWith(TAGS) ? tag.substring(TAGS.length()) : tag);
  }

  /**
   * @param tag null for a plain scalar without one
   * @return null if the text does not suit the tag, or the tag is not supported
   */
  static @Nullable Value resolve(@Nullable String tag, String text) {
    if (tag == null) {
      return plain(text);
    }
    return switch (tag.startsWith(TAGS) ? tag.substring(TAGS.length()) : tag) {
      case "str" -> Value.of(text);
      case "binary" -> isBase64(text) ? Value.of(text) : null;
      case "null" -> new Value.Null(Type.DYNAMIC);
      case "bool" -> bool(text);
      case "int", "float" -> number(text.replace("_", ""));
      case "timestamp" -> timestamp(text);
      default -> null;
    };
  }

  /** Null for what is not a number. */
  private static @Nullable Value plain(String text) {
    if (NOT_A_NUMBER.contains(text)) {
      return null;
    }
    if (NULL.contains(text)) {
      return new Value.Null(Type.DYNAMIC);
    }
    Value bool = bool(text);
    if (bool != null) {
      return bool;
    }
    Value timestamp = timestamp(text);
    if (timestamp != null) {
      return timestamp;
    }
    Value number = number(text);
    return number == null ? Value.of(text) : number;
  }

  private static @Nullable Value bool(String text) {
    return TRUE.contains(text) ? Value.of(true) : FALSE.contains(text) ? Value.of(false) : null;
  }

  private static @Nullable Value number(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return text.length() > 10_000 ? null : new Value.Num(new BigDecimal(text));
    }
    Matcher based = BASED.matcher(text);
    if (!based.matches()) {
      return null;
    }
    int base = based.group("hex") != null ? 16 : 8;
    String digits = based.group("digits");
    return digits.chars().allMatch(c -> Character.digit(c, base) >= 0)
        ? new Value.Num(new BigDecimal(new BigInteger(based.group("sign") + digits, base)))
        : null;
  }

  private static boolean isBase64(String text) {
    return BASE64.matcher(text).matches() && text.replaceAll("\\s", "").length() % 4 == 0;
  }

  /** A date or time as RFC 3339 text; one without an offset is of UTC. */
  private static @Nullable Value timestamp(String text) {
    Matcher matcher = TIMESTAMP.matcher(text);
    if (!matcher.matches() || (matcher.group(4) != null && matcher.group(9) == null)) {
      return null;
    }
    if (matcher.group(5) != null && matcher.group(9) != null) {
      return null;
    }
    try {
      LocalDate date = LocalDate.of(part(matcher, 1), part(matcher, 2), part(matcher, 3));
      String offset = matcher.group(9);
      OffsetDateTime time =
          date.atTime(part(matcher, 6), part(matcher, 7), part(matcher, 8))
              .atOffset(offset == null ? ZoneOffset.UTC : ZoneOffset.of(offset));
      return Value.of(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX").format(time));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int part(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
  }
}
