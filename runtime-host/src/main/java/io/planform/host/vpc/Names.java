package io.planform.host.vpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.network.Cidr;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Request;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What fields of Virtual Private Cloud's requests may say. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[\\w.\\u4e00-\\u9fa5-]{1,64}");
  private static final int LONGEST_DESCRIPTION = 255;

  /** The ranges of private networks, as RFC 1918 has them. */
  private static final List<Cidr> PRIVATE =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16").stream()
          .map(text -> Cidr.parse(text).orElseThrow())
          .toList();

  private static final int LONGEST_PREFIX = 28;

  private Names() {}

  /** The object that the body holds in this field, with no others than these fields. */
  static Fields object(Request request, String name, Set<String> known) {
    Fields body = Fields.of(request);
    body.refuseOthersThan(Set.of(name));
    Fields fields =
        body.object(name)
            .orElseThrow(() -> ApiException.invalid("The field %s is required.".formatted(name)));
    fields.refuseOthersThan(known);
    return fields;
  }

  static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw ApiException.invalid(
          "The field name is \"%s\"; it has 1 to 64 letters, digits, _, - and .".formatted(name));
    }
    return name;
  }

  static String description(String text) {
    if (text.length() > LONGEST_DESCRIPTION || text.contains("<") || text.contains(">")) {
      throw ApiException.invalid(
          "The field description has %d characters at most, without < and >."
              .formatted(LONGEST_DESCRIPTION));
    }
    return text;
  }

  static Cidr range(String field, String text) {
    return Cidr.parse(text)
        .orElseThrow(
            () ->
                ApiException.invalid(
                    "The field %s is \"%s\"; it must be a range like 192.168.0.0/16, without bits beyond its prefix."
                        .formatted(field, text)));
  }

  /** A range that a VPC may have. */
  static Cidr privateRange(String field, String text) {
    Cidr range = range(field, text);
    if (range.length() > LONGEST_PREFIX
        || PRIVATE.stream().noneMatch(each -> each.contains(range))) {
      throw ApiException.invalid(
          "The field %s is %s; it must be in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, with a prefix of at most %d."
              .formatted(field, range, LONGEST_PREFIX));
    }
    return range;
  }

  /** There is one enterprise project. */
  static void checkEnterpriseProject(Fields fields) {
    fields
        .text("enterprise_project_id")
        .filter(id -> !id.isEmpty() && !id.equals("0"))
        .ifPresent(
            id -> {
              throw unsupported("enterprise_project_id");
            });
  }

  /**
   * @param usual what asks for nothing
   */
  static void refuse(Fields fields, String name, JsonNode usual) {
    if (fields.any(name).filter(value -> !value.equals(usual)).isPresent()) {
      throw unsupported(name);
    }
  }

  static ApiException unsupported(String field) {
    return new ApiException(
        FgsError.FSS_0400,
        "The field %s is not supported by this runtime host; leave it out.".formatted(field));
  }
}
