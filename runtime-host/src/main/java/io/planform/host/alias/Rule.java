package io.planform.host.alias;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A condition on a request.
 *
 * @param type {@code header} or {@code cookie}, in upper and lower case as it was sent
 * @param parameter name of the header or cookie
 * @param operator {@code =}, or {@code in} for a list of values separated by commas
 */
public record Rule(String type, String parameter, String operator, String value) {

  boolean matches(Map<String, List<String>> headers) {
    return found(headers).anyMatch(this::fits);
  }

  private Stream<String> found(Map<String, List<String>> headers) {
    return type.equalsIgnoreCase("cookie")
        ? headers.getOrDefault("cookie", List.of()).stream().flatMap(this::cookies)
        : headers.getOrDefault(parameter.toLowerCase(Locale.ROOT), List.of()).stream();
  }

  /** Names of cookies are told apart by case (RFC 6265, 5.3), those of headers are not. */
  private Stream<String> cookies(String header) {
    return Arrays.stream(header.split(";", -1))
        .map(String::strip)
        .filter(pair -> pair.startsWith(parameter + "="))
        .map(pair -> pair.substring(parameter.length() + 1));
  }

  private boolean fits(String found) {
    return operator.equals("in")
        ? Arrays.stream(value.split(",", -1)).map(String::strip).anyMatch(found::equals)
        : value.equals(found);
  }
}
