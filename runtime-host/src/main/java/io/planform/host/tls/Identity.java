package io.planform.host.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a server proves its name with.
 *
 * @param chain its certificate, then those of who signed the one before
 */
public record Identity(List<X509Certificate> chain, PrivateKey key) {

  public X509Certificate certificate() {
    return chain.getFirst();
  }

  @Override
  public String toString() {
    return "certificate of " + certificate().getSubjectX500Principal();
  }
}
