package io.planform.host.bucket.signature;

import io.planform.functiongraph.signature.PercentEncoding;
import io.planform.host.bucket.protocol.Dialect;
import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.bucket.signature.Proof.Chunks;
import io.planform.host.server.Request;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code AWS4-HMAC-SHA256}, in headers or in a signed URL. */
final class SignatureV4 {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          ALGORITHM
              + "\\s+Credential=([^,\\s]+)\\s*,\\s*SignedHeaders=([^,\\s]+)\\s*,\\s*Signature=([0-9a-f]{64})");
  private static final Pattern CREDENTIAL =
      Pattern.compile("([^/]+)/([0-9]{8}/[^/]+/s3/aws4_request)");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Duration LONGEST_URL = Duration.ofDays(7);
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private final Signers signers;

  SignatureV4(Signers signers) {
    this.signers = signers;
  }

  /** What a signature says of itself. */
  private record Claim(
      String accessKey, String scope, String date, List<String> signedHeaders, String signature) {

    static Claim of(String credential, String date, String signedHeaders, String signature) {
      Matcher parts = CREDENTIAL.matcher(credential);
      if (!parts.matches()
          || !parts.group(2).startsWith(date.substring(0, Math.min(8, date.length())))) {
        throw malformed("Its credential is not like KEY/20260102/region/s3/aws4_request.");
      }
      return new Claim(
          parts.group(1), parts.group(2), date, List.of(signedHeaders.split(";", -1)), signature);
    }
  }

  Proof ofHeaders(Request request, String authorization) {
    Matcher parts = AUTHORIZATION.matcher(authorization.strip());
    if (!parts.matches()) {
      throw malformed("Its parts are Credential, SignedHeaders and Signature.");
    }
    String date = request.header("x-amz-date").orElseGet(() -> fromDateHeader(request));
    Claim claim = Claim.of(parts.group(1), date, parts.group(2), parts.group(3));
    signers.checkTime(instant(date));
    String payload = request.header("x-amz-content-sha256").orElse(UNSIGNED);
    return proof(request, claim, payload, request.query());
  }

  Proof ofUrl(Request request, Map<String, List<String>> query) {
    String date = only(query, "X-Amz-Date");
    Claim claim =
        Claim.of(
            only(query, "X-Amz-Credential"),
            date,
            only(query, "X-Amz-SignedHeaders"),
            only(query, "X-Amz-Signature"));
    String seconds = only(query, "X-Amz-Expires");
    if (!only(query, "X-Amz-Algorithm").equals(ALGORITHM) || !seconds.matches("[0-9]{1,7}")) {
      throw malformed("X-Amz-Algorithm and X-Amz-Expires are not what they must be.");
    }
    Duration valid = Duration.ofSeconds(Long.parseLong(seconds));
    if (valid.compareTo(LONGEST_URL) > 0) {
      throw malformed("A signed URL is valid for a week at most.");
    }
    signers.checkExpiry(instant(date), instant(date).plus(valid));
    String rest =
        Pattern.compile("&")
            .splitAsStream(request.query())
            .filter(pair -> !pair.startsWith("X-Amz-Signature="))
            .collect(Collectors.joining("&"));
    String payload = request.header("x-amz-content-sha256").orElse(UNSIGNED);
    return proof(request, claim, payload, rest);
  }

  private Proof proof(Request request, Claim claim, String payload, String query) {
    checkHeadersAreSigned(request, claim);
    Signers.Key signer = signers.of(claim.accessKey(), request);
    byte[] key = Keys.of(signer.secretKey(), claim.scope());
    String canonical = canonical(request, claim, payload, query);
    String text = String.join("\n", ALGORITHM, claim.date(), claim.scope(), Keys.sha256(canonical));
    if (!Keys.same(Keys.signature(key, text), claim.signature())) {
      throw Signers.mismatch();
    }
    ChunkSignatures signatures =
        new ChunkSignatures(key, claim.date(), claim.scope(), claim.signature());
    Optional<Chunks> chunks =
        switch (payload) {
          case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" ->
              Optional.of(new Chunks(Optional.of(signatures), false));
          case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" ->
              Optional.of(new Chunks(Optional.of(signatures), true));
          case "STREAMING-UNSIGNED-PAYLOAD-TRAILER" ->
              Optional.of(new Chunks(Optional.empty(), true));
          default -> Optional.empty();
        };
    boolean hashed = chunks.isEmpty() && !payload.equals(UNSIGNED);
    if (hashed && !payload.matches("[0-9a-f]{64}")) {
      throw malformed("X-Amz-Content-Sha256 is neither a hash nor a form that is known here.");
    }
    return new Proof(
        signer.caller(), Dialect.S3, hashed ? Optional.of(payload) : Optional.empty(), chunks);
  }

  /** Otherwise somebody could add to what was signed. */
  private static void checkHeadersAreSigned(Request request, Claim claim) {
    boolean host = claim.signedHeaders().contains("host");
    boolean all =
        request.headers().keySet().stream()
            .filter(name -> name.startsWith(Dialect.S3.prefix()))
            .allMatch(
                name ->
                    name.equals("x-amz-content-sha256") || claim.signedHeaders().contains(name));
    if (!host || !all) {
      throw new S3Exception(
          S3Error.ACCESS_DENIED, "Host and all headers that begin with x-amz- must be signed.");
    }
  }

  private static String canonical(Request request, Claim claim, String payload, String query) {
    StringBuilder headers = new StringBuilder();
    for (String name : claim.signedHeaders()) {
      headers.append(name).append(':');
      headers.append(
          request.headers().getOrDefault(name, List.of()).stream()
              .map(value -> value.strip().replaceAll(" +", " "))
              .collect(Collectors.joining(",")));
      headers.append('\n');
    }
    return String.join(
        "\n",
        request.method(),
        path(request.path()),
        query(query),
        headers,
        String.join(";", claim.signedHeaders()),
        payload);
  }

  private static String path(String raw) {
    return Pattern.compile("/")
        .splitAsStream(raw + "/.")
        .map(segment -> PercentEncoding.encode(PercentEncoding.decode(segment)))
        .collect(Collectors.joining("/"))
        .replaceAll("/\\.$", "");
  }

  private static String query(String raw) {
    List<String> pairs = new ArrayList<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        pairs.add(encoded(name) + "=" + encoded(value));
      }
    }
    return pairs.stream().sorted().collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return PercentEncoding.encode(PercentEncoding.decode(text.replace("+", "%20")));
  }

  /** Clients may leave out their own header; the date is signed in its form all the same. */
  private static String fromDateHeader(Request request) {
    try {
      return DATE.format(
          DateTimeFormatter.RFC_1123_DATE_TIME.parse(
              request.header("date").orElse(""), Instant::from));
    } catch (DateTimeException e) {
      return "";
    }
  }

  private static Instant instant(String date) {
    try {
      return DATE.parse(date, Instant::from);
    } catch (DateTimeException e) {
      throw malformed("X-Amz-Date is not a date like 20260102T030405Z.");
    }
  }

  private static String only(Map<String, List<String>> query, String name) {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() != 1) {
      throw malformed(name + " is not there exactly once.");
    }
    return values.getFirst();
  }

  private static S3Exception malformed(String detail) {
    return new S3Exception(S3Error.INVALID_ARGUMENT, "The signature is malformed. " + detail);
  }
}
