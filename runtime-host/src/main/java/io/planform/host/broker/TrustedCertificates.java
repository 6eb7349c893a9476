package io.planform.host.broker;

import io.planform.host.trigger.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificates that brokers are trusted by: those in the files {@code *.pem} of a folder, and
 * the JDK's where there is none. Read whenever a connection is opened.
 */
public record TrustedCertificates(Path folder) {

  /** What is in the folder, one after the other; empty where the JDK's certificates hold. */
  public Optional<String> pem() throws SourceException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    StringBuilder all = new StringBuilder();
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files = entries.filter(file -> file.toString().endsWith(".pem")).sorted().toList();
      for (Path file : files) {
        all.append(Files.readString(file)).append('\n');
      }
    } catch (IOException e) {
      throw new SourceException("The certificates in %s cannot be read.".formatted(folder), e);
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(all.toString());
  }

  /** TLS that trusts them. */
  public SSLContext context() throws SourceException {
    Optional<String> pem = pem();
    try {
      if (pem.isEmpty()) {
        return SSLContext.getDefault();
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(pem.get()));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new SourceException(
          "A file in %s is no certificate: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in =
        new java.io.ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))) {
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("trusted-" + number++, certificate);
      }
    }
    return store;
  }
}
