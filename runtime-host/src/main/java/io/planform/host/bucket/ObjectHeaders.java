package io.planform.host.bucket;

import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.bucket.store.ObjectDetails;
import io.planform.host.bucket.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What requests and answers say of an object in their headers. */
final class ObjectHeaders {
  private static final int LARGEST_METADATA = 8 * 1024;
  private static final String META = "meta-";

  /** Those that are given back as they came. */
  private static final List<String> KEPT =
      List.of(
          "content-type",
          "content-disposition",
          "content-encoding",
          "content-language",
          "cache-control",
          "expires");

  /** What asks for more than this host does, by name without prefix, and what asks for nothing. */
  private static final Map<String, Set<String>> UNSUPPORTED =
      Map.ofEntries(
          Map.entry("acl", Set.of("private", "bucket-owner-full-control")),
          Map.entry("storage-class", Set.of("STANDARD")),
          Map.entry("server-side-encryption", Set.of()),
          Map.entry("server-side-encryption-customer-algorithm", Set.of()),
          Map.entry("tagging", Set.of("")),
          Map.entry("website-redirect-location", Set.of()),
          Map.entry("object-lock-mode", Set.of()),
          Map.entry("object-lock-legal-hold", Set.of("OFF")),
          Map.entry("object-lock-retain-until-date", Set.of()),
          Map.entry("bucket-object-lock-enabled", Set.of("false")),
          Map.entry("fs-file-interface", Set.of("Disabled")),
          Map.entry("az-redundancy", Set.of()),
          Map.entry("expires", Set.of()),
          Map.entry("callback", Set.of()));

  private ObjectHeaders() {}

  /**
   * Refuses what a request asks for and would not get.
   *
   * @throws S3Exception NotImplemented
   */
  static void checkSupported(S3Request request) {
    UNSUPPORTED.forEach(
        (name, nothing) ->
            request
                .ownHeader(name)
                .filter(value -> !nothing.contains(value.strip()))
                .ifPresent(
                    value -> {
                      throw notSupported(request.dialect().header(name) + ": " + value);
                    }));
    request.http().headers().keySet().stream()
        .filter(name -> name.startsWith(request.dialect().header("grant-")))
        .findFirst()
        .ifPresent(
            name -> {
              throw notSupported(name);
            });
  }

  private static S3Exception notSupported(String what) {
    return new S3Exception(
        S3Error.NOT_IMPLEMENTED, "This host does not support %s; leave it out.".formatted(what));
  }

  /** What a request that makes an object says of it. */
  static ObjectDetails details(S3Request request) {
    SortedMap<String, String> headers = new TreeMap<>();
    for (String name : KEPT) {
      request.header(name).ifPresent(value -> headers.put(name, value));
    }
    headers.computeIfPresent("content-encoding", (_, value) -> withoutFraming(value));
    SortedMap<String, String> metadata = new TreeMap<>();
    String prefix = request.dialect().header(META);
    request
        .http()
        .headers()
        .forEach(
            (name, values) -> {
              if (name.startsWith(prefix)) {
                metadata.put(name.substring(prefix.length()), String.join(",", values));
              }
            });
    int size =
        metadata.entrySet().stream()
            .mapToInt(each -> bytes(each.getKey()) + bytes(each.getValue()))
            .sum();
    if (size > LARGEST_METADATA) {
      throw new S3Exception(
          S3Error.METADATA_TOO_LARGE, "Metadata has at most %d bytes.".formatted(LARGEST_METADATA));
    }
    return new ObjectDetails(headers, metadata);
  }

  /** How the body was framed on its way is no property of the object. */
  private static @Nullable String withoutFraming(String encoding) {
    String rest =
        Arrays.stream(encoding.split(",", -1))
            .map(String::strip)
            .filter(each -> !each.equals("aws-chunked") && !each.isEmpty())
            .collect(Collectors.joining(","));
    return rest.isEmpty() ? null : rest;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** What an answer says of an object; {@code response-…} parameters replace what is kept. */
  static Map<String, String> of(StoredObject object, S3Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ETag", Answers.quoted(object.etag()));
    headers.put("Last-Modified", Answers.httpDate(object.modifiedAt()));
    headers.put("Accept-Ranges", "bytes");
    headers.put("Content-Type", "binary/octet-stream");
    for (String name : KEPT) {
      String kept = object.details().headers().get(name);
      request
          .argument("response-" + name)
          .or(() -> Optional.ofNullable(kept))
          .ifPresent(value -> headers.put(canonical(name), value));
    }
    object
        .details()
        .metadata()
        .forEach((name, value) -> headers.put(request.dialect().header(META) + name, value));
    return headers;
  }

  private static String canonical(String name) {
    return Arrays.stream(name.split("-", -1))
        .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
        .collect(Collectors.joining("-"));
  }
}
