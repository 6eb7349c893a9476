package io.planform.host.bucket;

import io.planform.functiongraph.signature.PercentEncoding;
import io.planform.host.server.BrowserGuard;
import io.planform.host.server.Request;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bucket and object that a request names, by its path or by its host and path.
 *
 * @param bucket empty for none
 * @param key empty for the bucket itself
 * @param resource {@code /bucket/key} as it is signed, percent-encoded
 */
record Address(String bucket, String key, String resource) {
  /** {@code bucket.localhost}, {@code bucket.obs.region.localhost}. */
  private static final Pattern HOST =
      Pattern.compile("([a-z0-9][a-z0-9.-]*?)(?:\\.obs\\.[a-z0-9-]+)?\\.localhost");

  static Address of(Request request) {
    return bucketOfHost(BrowserGuard.hostName(request))
        .map(
            bucket ->
                new Address(
                    bucket, decoded(request.path().substring(1)), "/" + bucket + request.path()))
        .orElseGet(() -> ofPath(request.path()));
  }

  /** The bucket in a name of this machine that begins with one. */
  static Optional<String> bucketOfHost(String host) {
    Matcher name = HOST.matcher(host);
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /**
   * @param path percent-encoded
   */
  static Address ofPath(String path) {
    int end = path.indexOf('/', 1);
    String bucket = decoded(end < 0 ? path.substring(1) : path.substring(1, end));
    String key = end < 0 ? "" : decoded(path.substring(end + 1));
    return new Address(bucket, key, path);
  }

  private static String decoded(String text) {
    return PercentEncoding.decode(text);
  }
}
