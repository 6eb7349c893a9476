package io.planform.host.bucket;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.bucket.store.Content;
import io.planform.host.bucket.store.Objects;
import io.planform.host.code.LinkedPackages;
import io.planform.host.iam.Account;
import io.planform.host.iam.CurrentCaller;
import io.planform.host.server.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links into this host's object storage: {@code https://bucket.obs.region.domain/key} as a cloud's
 * are, whatever the domain, and {@code http://127.0.0.1:port/bucket/key}.
 */
public final class ObjectLinks implements LinkedPackages {
  private static final Pattern OF_CLOUD = Pattern.compile("([a-z0-9][a-z0-9.-]*?)\\.obs\\..+");
  private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1|localhost|\\[::1]");

  private final Objects objects;
  private final Access access;

  public ObjectLinks(Objects objects, Account account) {
    this.objects = objects;
    this.access = new Access(account.credentials().region(), account.id());
  }

  @Override
  public void copy(String link, OutputStream out) throws IOException {
    Address address = address(link);
    boolean allowed =
        CurrentCaller.get()
            .filter(caller -> access.may(caller, "obs:object:GetObject", address))
            .isPresent();
    if (!allowed) {
      throw invalid("The caller may not read %s.".formatted(link));
    }
    try (Content content = objects.open(address.bucket(), address.key())) {
      long size = content.object().size();
      if (size > LARGEST) {
        throw new ApiException(
            FgsError.FSS_0413,
            "The package has %d bytes; object storage may bring %d.".formatted(size, LARGEST));
      }
      try (InputStream in = content.stream(0, size)) {
        in.transferTo(out);
      }
    } catch (S3Exception e) {
      throw invalid(e.getMessage());
    }
  }

  private static Address address(String link) {
    try {
      URI uri = URI.create(link);
      String host = Optional.ofNullable(uri.getHost()).orElse("");
      String path = Optional.ofNullable(uri.getRawPath()).orElse("");
      Matcher bucket = OF_CLOUD.matcher(host);
      Address address =
          bucket.matches()
              ? Address.ofPath("/" + bucket.group(1) + path)
              : Address.bucketOfHost(host)
                  .map(name -> Address.ofPath("/" + name + path))
                  .orElseGet(() -> Address.ofPath(path.isEmpty() ? "/" : path));
      boolean here =
          bucket.matches() || LOOPBACK.matcher(host).matches() || host.endsWith(".localhost");
      if (here && !address.bucket().isEmpty() && !address.key().isEmpty()) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for a link to somewhere else.
    }
    throw invalid(
        "\"%s\" is no link like https://bucket.obs.region.localhost/key into this host's object storage."
            .formatted(link));
  }

  private static ApiException invalid(String detail) {
    return new ApiException(FgsError.FSS_1010, detail);
  }
}
