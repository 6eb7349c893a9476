package io.planform.planner.manifest.yaml;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a scalar without quotes means: the core schema of YAML 1.2 (section 10.3.2 of its
 * specification). Where YAML 1.1 reads the same text otherwise, or where a number does not keep how
 * it is written, a warning says so.
 */
final class PlainScalar {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
  private static final Set<String> OLD_TRUE = Set.of("yes", "Yes", "YES", "on", "On", "ON");
  private static final Set<String> OLD_FALSE = Set.of("no", "No", "NO", "off", "Off", "OFF");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?(?<exponent>[0-9]+))?");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9]+");
  private static final Pattern BARE_EXPONENT = Pattern.compile("[-+]?[0-9]+[eE][-+]?[0-9]+");
  private static final Pattern TRAILING_ZERO = Pattern.compile("[-+]?[0-9]*\\.[0-9]*0");
  private static final Pattern OLD_NUMBER =
      Pattern.compile(
          "[-+]?0b[01_]+|[-+]?[0-9][0-9_]*_[0-9_]*(\\.[0-9_]*)?"
              + "|[-+]?[1-9][0-9]*(:[0-5]?[0-9])+(\\.[0-9]*)?");

  /** As {@link Conversion#number} has it. */
  private static final int MAX_LENGTH = 10_000;

  private final Diagnostics diagnostics;

  PlainScalar(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The value; null for text. */
  @Nullable Value read(String text, SourceRange range) {
    if (NULLS.contains(text)) {
      return new Value.Null(Type.DYNAMIC);
    }
    if (TRUE.contains(text)) {
      return Value.of(true);
    }
    if (FALSE.contains(text)) {
      return Value.of(false);
    }
    char first = text.charAt(0);
    if (first == '+' || first == '-' || first == '.' || (first >= '0' && first <= '9')) {
      return number(text, range);
    }
    if (OLD_TRUE.contains(text) || OLD_FALSE.contains(text)) {
      warn(
          "Text that older YAML takes for a bool",
          "Here " + text + " is the text \"" + text + "\".",
          "Write \"" + text + "\" in quotes, or " + OLD_TRUE.contains(text) + " if that is meant.",
          range);
    }
    return null;
  }

  private @Nullable Value number(String text, SourceRange range) {
    Matcher decimal = NUMBER.matcher(text);
    if (decimal.matches()) {
      String exponent = decimal.group("exponent");
      if (text.length() > MAX_LENGTH || (exponent != null && exponent.length() > 4)) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid number",
                "Numbers have at most 10,000 digits, the exponent four. Text stands in quotes.",
                range));
        return new Value.Null(Type.DYNAMIC);
      }
      BigDecimal number = new BigDecimal(text);
      notAsWritten(text, number, range);
      return new Value.Num(number);
    }
    if (OCTAL.matcher(text).matches()) {
      return new Value.Num(new BigDecimal(new BigInteger(text.substring(2), 8)));
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return new Value.Num(new BigDecimal(new BigInteger(text.substring(2), 16)));
    }
    if (NOT_FINITE.matcher(text).matches()) {
      diagnostics.add(
          Diagnostic.error("Invalid number", "There is no number " + text + " in manifests.", range)
              .withHint("Write \"" + text + "\" in quotes if it is text."));
      return new Value.Null(Type.DYNAMIC);
    }
    if (OLD_NUMBER.matcher(text).matches()) {
      warn(
          "Text that older YAML takes for a number",
          "Here " + text + " is the text \"" + text + "\".",
          "Write \"" + text + "\" in quotes, or the number in digits.",
          range);
    }
    return null;
  }

  private void notAsWritten(String text, BigDecimal number, SourceRange range) {
    boolean zero = LEADING_ZERO.matcher(text).matches();
    if (zero || BARE_EXPONENT.matcher(text).matches() || TRAILING_ZERO.matcher(text).matches()) {
      warn(
          "Number that is not kept as written",
          "Here "
              + text
              + " is the number "
              + Conversion.text(number.stripTrailingZeros())
              + (zero ? "; older YAML takes it for octal." : "."),
          "Write \"" + text + "\" in quotes to keep it as text.",
          range);
    }
  }

  private void warn(String summary, String detail, String hint, SourceRange range) {
    diagnostics.add(Diagnostic.warning(summary, detail, range).withHint(hint));
  }
}
