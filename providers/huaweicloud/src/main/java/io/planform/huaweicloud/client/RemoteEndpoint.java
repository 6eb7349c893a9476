package io.planform.huaweicloud.client;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cloud, or any other server of the API that a configuration names.
 *
 * @param buckets where its object storage is; null where nothing says it
 */
public record RemoteEndpoint(URI endpoint, @Nullable URI buckets, Credentials caller)
    implements Target {

  @Override
  public String description() {
    return endpoint.toString();
  }

  @Override
  public Optional<Credentials> credentials() {
    return Optional.of(caller);
  }

  @Override
  public Connection connect() {
    return new Connection.Open(endpoint, buckets, caller);
  }
}
