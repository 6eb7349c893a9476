package io.planform.host.dependency;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.code.CodeStore;
import io.planform.host.server.ApiException;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.StreamService;
import io.planform.host.server.StreamedResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The packages of dependencies, for whoever has a link: it names one version, holds for an hour,
 * and ends with the host. They are served beside buckets, whose names do not begin with a dot.
 */
public final class PackageDownloads implements StreamService {
  private static final String PREFIX = "/.dependencies/";
  private static final Duration VALID = Duration.ofHours(1);
  private static final String ALGORITHM = "HmacSHA256";

  private final StreamService buckets;
  private final DependencyCatalogue catalogue;
  private final CodeStore store;
  private final InstantSource clock;
  private final SecretKeySpec key;

  /**
   * @param buckets what serves all other paths
   */
  public PackageDownloads(
      StreamService buckets, DependencyCatalogue catalogue, CodeStore store, InstantSource clock) {
    this.buckets = buckets;
    this.catalogue = catalogue;
    this.store = store;
    this.clock = clock;
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * @param address of the port that serves this: {@code http://127.0.0.1:7490}
   */
  public String link(DependencyVersion version, String address) {
    String path = version.dependency() + "/" + version.number();
    long expires = clock.instant().plus(VALID).getEpochSecond();
    return "%s%s%s?expires=%d&signature=%s"
        .formatted(address, PREFIX, path, expires, signature(path, Long.toString(expires)));
  }

  private String signature(String path, String expires) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of()
          .formatHex(mac.doFinal((path + "?" + expires).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  @Override
  public StreamedResponse handle(Request head, InputStream body) throws IOException {
    if (!head.path().startsWith(PREFIX)) {
      return buckets.handle(head, body);
    }
    try {
      return content(head);
    } catch (ApiException e) {
      Response refusal = Response.error(e.status(), e.code(), e.getMessage());
      return StreamedResponse.of(
          refusal.status(), Map.of("Content-Type", "application/json"), refusal.body());
    }
  }

  private StreamedResponse content(Request head) throws IOException {
    if (!Set.of("GET", "HEAD").contains(head.method())) {
      throw new ApiException(405, FgsError.FSS_0400, "Packages can be read only.");
    }
    String path = head.path().substring(PREFIX.length());
    check(path, head.argument("expires").orElse(""), head.argument("signature").orElse(""));
    int slash = path.indexOf('/');
    DependencyVersion version =
        catalogue.get(path.substring(0, slash), Long.parseLong(path.substring(slash + 1)));
    FileChannel file = FileChannel.open(store.archive(version.stored()));
    return new StreamedResponse(
        200,
        Map.of(
            "Content-Type",
            "application/zip",
            "ETag",
            "\"" + version.etag() + "\"",
            "Content-Disposition",
            "attachment; filename=\"" + version.name() + ".zip\""),
        file.size(),
        new Sent(file));
  }

  private void check(String path, String expires, String signature) {
    boolean ours =
        MessageDigest.isEqual(
            signature(path, expires).getBytes(StandardCharsets.UTF_8),
            signature.getBytes(StandardCharsets.UTF_8));
    if (!ours || !clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(expires)))) {
      throw new ApiException(
          FgsError.FSS_0403, "The link is none of this host, or has run out; ask for another one.");
    }
  }

  /** The file is gone from the store once nothing refers to it; what is open is still sent. */
  private record Sent(FileChannel file) implements StreamedResponse.Content {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      Channels.newInputStream(file).transferTo(out);
    }

    @Override
    public void close() {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
