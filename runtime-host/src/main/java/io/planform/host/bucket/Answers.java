package io.planform.host.bucket;

import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.bucket.protocol.Xml;
import io.planform.host.server.StreamedResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Answers, and times as they are written in them. */
final class Answers {
  private static final Map<String, String> XML = Map.of("Content-Type", "application/xml");

  private Answers() {}

  static StreamedResponse empty(int status) {
    return empty(status, Map.of());
  }

  static StreamedResponse empty(int status, Map<String, String> headers) {
    return StreamedResponse.of(status, headers, new byte[0]);
  }

  static StreamedResponse xml(Xml document) {
    return StreamedResponse.of(200, XML, document.bytes());
  }

  /**
   * @param resource the path that was asked for
   */
  static StreamedResponse error(S3Exception refusal, String resource, String requestId) {
    Xml document = new Xml("Error", null);
    document.text("Code", refusal.error().code());
    document.text("Message", refusal.getMessage());
    document.text("Resource", resource);
    document.text("RequestId", requestId);
    return StreamedResponse.of(refusal.error().status(), XML, document.bytes());
  }

  static String quoted(String etag) {
    return "\"" + etag + "\"";
  }

  /** With milliseconds, as documents have it. */
  static String timestamp(Instant time) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
        .withZone(ZoneOffset.UTC)
        .format(time.truncatedTo(ChronoUnit.MILLIS));
  }

  /** As headers have it. */
  static String httpDate(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC).format(time);
  }
}
