package io.planform.huaweicloud.client;

import java.net.URI;
import java.util.Optional;

/** A cloud, or any other server of the API that a configuration names. */
public record RemoteEndpoint(URI endpoint, Credentials caller) implements Target {

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
    return new Connection.Open(endpoint, caller);
  }
}
