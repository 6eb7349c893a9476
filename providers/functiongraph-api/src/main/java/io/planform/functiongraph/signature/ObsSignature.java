package io.planform.functiongraph.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of object storage requests that OBS calls its own and S3 calls version 2: {@code
 * Authorization: OBS <access key>:<signature>}.
 *
 * @param prefix of the headers that are signed: {@code x-obs-} or {@code x-amz-}
 */
public record ObsSignature(String prefix) {

  /** OBS's own; S3's is the same with another prefix. */
  public static final ObsSignature OBS = new ObsSignature("x-obs-");

  /** Query parameters that name a part of a bucket or object, or change the answer. */
  private static final Set<String> SUBRESOURCES =
      Set.of(
          "acl",
          "append",
          "attname",
          "backtosource",
          "cors",
          "customdomain",
          "delete",
          "directcoldaccess",
          "encryption",
          "inventory",
          "length",
          "lifecycle",
          "location",
          "logging",
          "metadata",
          "modify",
          "name",
          "notification",
          "object-lock",
          "partnumber",
          "policy",
          "policystatus",
          "position",
          "publicaccessblock",
          "quota",
          "rename",
          "replication",
          "requestpayment",
          "response-cache-control",
          "response-content-disposition",
          "response-content-encoding",
          "response-content-language",
          "response-content-type",
          "response-expires",
          "restore",
          "storageclass",
          "storageinfo",
          "storagepolicy",
          "tagging",
          "torrent",
          "truncate",
          "uploadid",
          "uploads",
          "versionid",
          "versioning",
          "versions",
          "website",
          "x-image-process",
          "x-image-save-bucket",
          "x-image-save-object");

  /**
   * The text that is signed.
   *
   * @param headers by lower-case name
   * @param date what stands in the date's line: a signed URL's expiry; else the {@code Date}
   *     header, or nothing where a header of its own has the date
   * @param resource {@code /bucket/key}, percent-encoded as in the request
   * @param query percent-encoded; empty where there is none
   */
  public String text(
      String method,
      Map<String, List<String>> headers,
      String date,
      String resource,
      String query) {
    StringBuilder text = new StringBuilder(method).append('\n');
    text.append(first(headers, "content-md5")).append('\n');
    text.append(first(headers, "content-type")).append('\n');
    text.append(date).append('\n');
    new TreeMap<>(headers)
        .forEach(
            (name, values) -> {
              if (name.startsWith(prefix)) {
                text.append(name).append(':');
                text.append(values.stream().map(String::strip).collect(Collectors.joining(",")));
                text.append('\n');
              }
            });
    return text.append(resource).append(subresources(query)).toString();
  }

  /** What the date's line of a request is whose headers are these. */
  public String date(Map<String, List<String>> headers) {
    return headers.containsKey(prefix + "date") ? "" : first(headers, "date");
  }

  private String subresources(String query) {
    SortedMap<String, String> signed = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String lower = name.toLowerCase(Locale.ROOT);
      if (SUBRESOURCES.contains(lower) || lower.startsWith(prefix)) {
        signed.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    String text =
        signed.entrySet().stream()
            .map(
                each ->
                    each.getValue().isEmpty()
                        ? each.getKey()
                        : each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
    return text.isEmpty() ? "" : "?" + text;
  }

  private static String decode(String text) {
    return PercentEncoding.decode(text.replace('+', ' '));
  }

  private static String first(Map<String, List<String>> headers, String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** HMAC-SHA1 of a text in Base64. */
  public static String sign(String secretKey, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }
}
