package io.planform.utility.tls;

import io.planform.utility.catalogue.CatalogueProvider;
import io.planform.utility.catalogue.DataSource;
import io.planform.utility.catalogue.EphemeralType;
import io.planform.utility.catalogue.ManagedType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** {@code tls}. Private keys are sensitive and never part of a message. */
public final class TlsProvider extends CatalogueProvider {
  private final InstantSource clock;
  private final Duration patience;

  /**
   * @param clock what tells now
   * @param patience how long to wait for each answer of a server whose certificates are read
   */
  public TlsProvider(InstantSource clock, Duration patience) {
    super("tls");
    this.clock = clock;
    this.patience = patience;
  }

  /** Making keys takes the processor, which everything else waits for meanwhile. */
  @Override
  public int parallelism() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  protected Map<String, ManagedType> managed() {
    return Map.of(
        "tls_private_key", new PrivateKey(),
        "tls_cert_request", new CertRequest(),
        "tls_self_signed_cert", new SelfSignedCert(clock),
        "tls_locally_signed_cert", new LocallySignedCert(clock));
  }

  @Override
  protected Map<String, DataSource> data() {
    return Map.of(
        "tls_public_key", new PublicKey(), "tls_certificate", new CertificateChain(patience));
  }

  @Override
  protected Map<String, EphemeralType> ephemeral() {
    return Map.of("tls_private_key", new EphemeralPrivateKey());
  }
}
