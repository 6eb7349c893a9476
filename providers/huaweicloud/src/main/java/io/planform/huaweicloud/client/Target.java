package io.planform.huaweicloud.client;

import io.planform.spi.diagnostic.Diagnostic;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where calls go. */
public sealed interface Target permits LocalHost, RemoteEndpoint {

  /** As plans show it: {@code local} or a URL. */
  String description();

  /** Who calls, as far as it can be told without a call. */
  Optional<Credentials> credentials();

  /** Finds the address; asked for before each call. */
  Connection connect();

  sealed interface Connection {
    /**
     * @param buckets where object storage is; null where nothing says it
     */
    record Open(URI endpoint, @Nullable URI buckets, Credentials credentials)
        implements Connection {}

    record Unavailable(Diagnostic diagnostic) implements Connection {}
  }
}
