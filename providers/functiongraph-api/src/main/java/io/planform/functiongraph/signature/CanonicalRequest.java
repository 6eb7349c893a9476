package io.planform.functiongraph.signature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The text of a request that is hashed and signed. */
final class CanonicalRequest {
  /** How query parameters of one name are ordered: the official clients differ. */
  enum QueryOrder {
    AS_SENT,
    BY_VALUE
  }

  private CanonicalRequest() {}

  /**
   * @param signedHeaders lower-case names, in the order in which the client lists them
   * @param bodyHash what stands for the body
   */
  static String of(
      SignableRequest request, List<String> signedHeaders, String bodyHash, QueryOrder order) {
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append('\n');
    text.append(path(request.rawPath())).append('\n');
    text.append(query(request.rawQuery(), order)).append('\n');
    for (String name : signedHeaders) {
      String value = String.join(",", request.headers().getOrDefault(name, List.of()));
      text.append(name).append(':').append(value.strip()).append('\n');
    }
    text.append('\n');
    text.append(String.join(";", signedHeaders)).append('\n');
    return text.append(bodyHash).toString();
  }

  /**
   * Every segment decoded and encoded again, since clients sign the encoded form and send a URN's
   * colons raw; always with a slash at the end.
   */
  private static String path(String rawPath) {
    StringBuilder path = new StringBuilder(rawPath.length() + 16);
    for (String segment : rawPath.split("/", -1)) {
      path.append(PercentEncoding.encode(PercentEncoding.decode(segment))).append('/');
    }
    // A last empty segment has ended with its slash already.
    path.setLength(rawPath.endsWith("/") ? path.length() - 1 : path.length());
    return path.toString();
  }

  private static String query(String rawQuery, QueryOrder order) {
    List<Parameter> parameters = new ArrayList<>();
    for (String pair : rawQuery.split("&", -1)) {
      if (!pair.isEmpty()) {
        parameters.add(Parameter.parse(pair));
      }
    }
    Comparator<Parameter> byName = Comparator.comparing(Parameter::name);
    parameters.sort(
        switch (order) {
          case AS_SENT -> byName;
          case BY_VALUE -> byName.thenComparing(Parameter::value);
        });
    return parameters.stream().map(Parameter::encoded).collect(Collectors.joining("&"));
  }

  private record Parameter(String name, String value) {
    static Parameter parse(String pair) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      return new Parameter(PercentEncoding.decode(name), PercentEncoding.decode(value));
    }

    String encoded() {
      return PercentEncoding.encode(name) + "=" + PercentEncoding.encode(value);
    }
  }
}
