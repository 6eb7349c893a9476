package io.planform.host.api;

import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What fields of API Gateway's requests may say. */
final class Names {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z\\u4e00-\\u9fa5][\\w\\u4e00-\\u9fa5-]*");
  private static final int LONGEST_REMARK = 255;

  private Names() {}

  static String name(Fields fields, String field, int longest) {
    String name = fields.requiredText(field);
    if (name.length() < 3 || name.length() > longest || !NAME.matcher(name).matches()) {
      throw ApiException.invalid(
          "The field %s has 3 to %d letters, digits, _ and -, and begins with a letter."
              .formatted(field, longest));
    }
    return name;
  }

  static String remark(Fields fields, String field) {
    String remark = fields.text(field).orElse("");
    if (remark.length() > LONGEST_REMARK) {
      throw ApiException.invalid(
          "The field %s has %d characters at most.".formatted(field, LONGEST_REMARK));
    }
    return remark;
  }

  static String oneOf(Fields fields, String field, String usual, Set<String> values) {
    String value = fields.text(field).filter(text -> !text.isEmpty()).orElse(usual);
    if (!values.contains(value)) {
      throw ApiException.invalid(
          "The field %s is \"%s\"; it can be %s."
              .formatted(field, value, String.join(", ", new TreeSet<>(values))));
    }
    return value;
  }
}
