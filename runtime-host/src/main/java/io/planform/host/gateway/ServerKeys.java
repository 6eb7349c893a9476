package io.planform.host.gateway;

import io.planform.host.api.Domain;
import io.planform.host.tls.CertificateAuthority;
import io.planform.host.tls.Identity;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway proves its names with, by the name that a client asks for (RFC 6066, 3): the
 * user's certificate of a domain name, else one that the host signs.
 */
public final class ServerKeys extends X509ExtendedKeyManager {
  private static final int MOST_KEPT = 1000;
  private static final String ISSUED = "issued ";
  private static final String OWN = "own ";

  /** One that ends soon is replaced. */
  private static final Duration SOON = Duration.ofDays(1);

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");
  private static final Pattern GROUP_NAME = Pattern.compile("[a-z0-9-]{1,63}\\.localhost");

  private final CertificateAuthority authority;
  private final ApiRoutes routes;
  private final Function<Domain.Certificate, Identity> opener;
  private final InstantSource clock;

  /** By alias; the one that was needed longest ago makes room. */
  private final Map<String, Identity> kept = new LinkedHashMap<>(16, 0.75f, true);

  private ServerKeys(
      CertificateAuthority authority,
      ApiRoutes routes,
      Function<Domain.Certificate, Identity> opener,
      InstantSource clock) {
    this.authority = authority;
    this.routes = routes;
    this.opener = opener;
    this.clock = clock;
  }

  /**
   * @param opener of users' certificates
   */
  public static SSLContext context(
      CertificateAuthority authority,
      ApiRoutes routes,
      Function<Domain.Certificate, Identity> opener,
      InstantSource clock) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager keys = new ServerKeys(authority, routes, opener, clock);
      context.init(new KeyManager[] {keys}, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return alias(keyType, asked(engine.getHandshakeSession()));
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return socket instanceof SSLSocket tls
        ? alias(keyType, asked(tls.getHandshakeSession()))
        : null;
  }

  /** None where the certificate has a key of another type: the client is asked for more. */
  private @Nullable String alias(String keyType, String name) {
    Optional<Domain.Certificate> own = routes.domain(name).flatMap(Domain::certificate);
    if (own.isPresent()) {
      String alias = OWN + own.get().id();
      Identity identity = identity(alias, () -> opener.apply(own.get()));
      return identity.key().getAlgorithm().equals(keyType) ? alias : null;
    }
    if (!keyType.equals("EC")) {
      return null;
    }
    boolean known = GROUP_NAME.matcher(name).matches() || routes.domain(name).isPresent();
    String alias = ISSUED + (known ? name : "");
    Identity _ = identity(alias, () -> authority.issue(known ? List.of(name) : LOOPBACK));
    return alias;
  }

  /** In lower case; empty where it asks for none. */
  private static String asked(SSLSession handshake) {
    return handshake instanceof ExtendedSSLSession session
        ? asked(session.getRequestedServerNames())
        : "";
  }

  private static String asked(List<SNIServerName> names) {
    return names.stream()
        .filter(SNIHostName.class::isInstance)
        .map(name -> ((SNIHostName) name).getAsciiName().toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse("");
  }

  private Identity identity(String alias, Supplier<Identity> make) {
    synchronized (kept) {
      Identity known = kept.get(alias);
      if (known != null && !(alias.startsWith(ISSUED) && endsSoon(known))) {
        return known;
      }
      Identity made = make.get();
      kept.put(alias, made);
      if (kept.size() > MOST_KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
      return made;
    }
  }

  private boolean endsSoon(Identity identity) {
    return !clock.instant().plus(SOON).isBefore(identity.certificate().getNotAfter().toInstant());
  }

  private @Nullable Identity chosen(String alias) {
    synchronized (kept) {
      return kept.get(alias);
    }
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Identity identity = chosen(alias);
    return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Identity identity = chosen(alias);
    return identity == null ? null : identity.key();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
