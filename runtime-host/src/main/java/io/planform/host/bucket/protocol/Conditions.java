package io.planform.host.bucket.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Under which a request is to be carried out: the headers {@code If-Match}, {@code If-None-Match},
 * {@code If-Modified-Since} and {@code If-Unmodified-Since}.
 */
public record Conditions(
    Optional<String> match,
    Optional<String> noneMatch,
    Optional<Instant> modifiedSince,
    Optional<Instant> unmodifiedSince) {
  public static final Conditions NONE =
      new Conditions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @param headers by name; dates that are none count as absent
   * @param prefix of the names: {@code x-amz-copy-source-}
   */
  public static Conditions of(Function<String, Optional<String>> headers, String prefix) {
    return new Conditions(
        headers.apply(prefix + "if-match"),
        headers.apply(prefix + "if-none-match"),
        headers.apply(prefix + "if-modified-since").flatMap(Conditions::date),
        headers.apply(prefix + "if-unmodified-since").flatMap(Conditions::date));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws S3Exception NotModified or PreconditionFailed
   */
  public void checkRead(String etag, Instant modifiedAt) {
    Instant modified = modifiedAt.truncatedTo(ChronoUnit.SECONDS);
    boolean unmodified = unmodifiedSince.filter(since -> modified.isAfter(since)).isEmpty();
    if (match.isPresent() ? !names(match.get(), etag) : !unmodified) {
      throw failed();
    }
    boolean old = modifiedSince.filter(since -> !modified.isAfter(since)).isPresent();
    if (noneMatch.isPresent() ? names(noneMatch.get(), etag) : old) {
      throw new S3Exception(S3Error.NOT_MODIFIED, "The object is what the client has.");
    }
  }

  /**
   * The same for the source of a copy, of which nobody has a copy already.
   *
   * @throws S3Exception PreconditionFailed
   */
  public void checkSource(String etag, Instant modifiedAt) {
    try {
      checkRead(etag, modifiedAt);
    } catch (S3Exception e) {
      throw failed();
    }
  }

  /**
   * @param etag of the object that would be replaced; empty where there is none
   * @throws S3Exception PreconditionFailed; NoSuchKey where one is to be replaced that is not there
   */
  public void checkWrite(Optional<String> etag) {
    if (match.isPresent() && etag.isEmpty()) {
      throw new S3Exception(S3Error.NO_SUCH_KEY, "There is no object to replace.");
    }
    if (match.isPresent() && !names(match.get(), etag.orElse(""))) {
      throw failed();
    }
    if (noneMatch.isPresent() && etag.isPresent() && names(noneMatch.get(), etag.get())) {
      throw failed();
    }
  }

  private static boolean names(String header, String etag) {
    return List.of(header.split(",", -1)).stream()
        .map(each -> each.strip().replace("W/", "").replace("\"", ""))
        .anyMatch(each -> each.equals("*") || each.equals(etag));
  }

  private static S3Exception failed() {
    return new S3Exception(
        S3Error.PRECONDITION_FAILED, "A condition of the request does not hold.");
  }
}
