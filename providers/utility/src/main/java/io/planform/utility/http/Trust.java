package io.planform.utility.http;

import io.planform.utility.catalogue.Arguments;
import io.planform.utility.pem.Certificates;
import io.planform.utility.pem.InvalidPem;
import io.planform.utility.pem.PrivateKeys;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.ssl.SSLContextBuilder;

/** Whom a request trusts and as whom it presents itself. */
final class Trust {
  private static final char[] NO_PASSWORD = new char[0];

  private Trust() {}

  static TlsSocketStrategy of(Arguments arguments) throws Unusable {
    boolean insecure = arguments.flag("insecure");
    try {
      SSLContextBuilder context = SSLContextBuilder.create();
      if (insecure) {
        context.loadTrustMaterial(TrustAllStrategy.INSTANCE);
      }
      String authorities = arguments.text("ca_cert_pem");
      if (authorities != null) {
        context.loadTrustMaterial(authorities(authorities), null);
      }
      String certificate = arguments.text("client_cert_pem");
      String key = arguments.text("client_key_pem");
      if (certificate != null && key != null) {
        context.loadKeyMaterial(identity(certificate, key), NO_PASSWORD);
      }
      return strategy(context.build(), insecure);
    } catch (GeneralSecurityException | IOException _) {
      throw new Unusable("client_cert_pem", "The certificate and the key do not fit together.");
    }
  }

  private static TlsSocketStrategy strategy(SSLContext context, boolean insecure) {
    ClientTlsStrategyBuilder builder = ClientTlsStrategyBuilder.create().setSslContext(context);
    if (insecure) {
      builder
          .setHostVerificationPolicy(HostnameVerificationPolicy.CLIENT)
          .setHostnameVerifier(NoopHostnameVerifier.INSTANCE);
    }
    return builder.buildClassic();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyStore authorities(String text)
      throws GeneralSecurityException, IOException, Unusable {
    KeyStore store = empty();
    for (X509Certificate certificate : certificates("ca_cert_pem", text)) {
      store.setCertificateEntry("authority" + store.size(), certificate);
    }
    return store;
  }

  private static KeyStore identity(String certificate, String key)
      throws GeneralSecurityException, IOException, Unusable {
    List<X509Certificate> chain = certificates("client_cert_pem", certificate);
    KeyStore store = empty();
    store.setKeyEntry(
        "client",
        privateKey(key, chain.getFirst().getPublicKey().getAlgorithm()),
        NO_PASSWORD,
        chain.toArray(X509Certificate[]::new));
    return store;
  }

  private static List<X509Certificate> certificates(String argument, String text) throws Unusable {
    try {
      return Certificates.parse(text);
    } catch (InvalidPem e) {
      throw new Unusable(argument, "\"" + argument + "\": " + e.reason() + ".");
    }
  }

  private static PrivateKey privateKey(String text, String algorithm)
      throws GeneralSecurityException, Unusable {
    try {
      byte[] pkcs8 = PrivateKeys.pkcs8(PrivateKeys.parse(text));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (InvalidPem e) {
      throw new Unusable("client_key_pem", "\"client_key_pem\": " + e.reason() + ".");
    }
  }

  /** A certificate or key that was given is of no use. */
  static final class Unusable extends Exception {
    private final String argument;

    Unusable(String argument, String reason) {
      super(reason);
      this.argument = argument;
    }

    String argument() {
      return argument;
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }
}
