package io.planform.utility.tls;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.DataSource;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import io.planform.utility.pem.InvalidPem;
import io.planform.utility.pem.Pem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/**
 * {@code tls_certificate}: the certificates of a server, the one nearest to the root first, or
 * those of a text in its order.
 */
final class CertificateChain implements DataSource {
  private static final Declaration DECLARATION =
      Declaration.builder()
          .optional("url", Type.STRING, "Of a server: https, or tls with a port.")
          .optional("content", Type.STRING, "Certificates in PEM.")
          .optional("verify_chain", Type.BOOL, "Whether the server must be trusted; true.")
          .computed("certificates", Type.list(CertificateFacts.TYPE), "What the certificates say.")
          .computed("id", Type.STRING, "SHA-1 of the certificates.")
          .build();

  private final Duration patience;

  CertificateChain(Duration patience) {
    this.patience = patience;
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    Arguments arguments = new Arguments(configuration);
    Checks checks = new Checks(arguments).exactlyOne("url", "content");
    String url = arguments.text("url");
    if (url != null && uri(url) == null) {
      checks.add("url", "Invalid URL", "\"url\" must be https://HOST or tls://HOST:PORT.");
    }
    if (arguments.isGiven("content") && arguments.isGiven("verify_chain")) {
      checks.add("verify_chain", "Conflicting arguments", "Only a server's chain can be verified.");
    }
    return checks.found();
  }

  private static @Nullable URI uri(String text) {
    try {
      URI uri = new URI(text);
      boolean tls = "tls".equalsIgnoreCase(uri.getScheme()) && uri.getPort() > 0;
      return uri.getHost() != null && (tls || "https".equalsIgnoreCase(uri.getScheme()))
          ? uri
          : null;
    } catch (URISyntaxException _) {
      return null;
    }
  }

  @Override
  public Read read(Value.Obj configuration, Environment environment) {
    Arguments arguments = new Arguments(configuration);
    URI uri = uri(arguments.text("url", ""));
    try {
      return uri == null
          ? told(configuration, content(arguments.text("content", "")))
          : told(configuration, server(uri, arguments));
    } catch (InvalidPem e) {
      return Faults.read(Unreadable.at("content", e));
    } catch (IOException | GeneralSecurityException e) {
      String reason = e.getMessage() == null ? "the connection broke" : e.getMessage();
      return Faults.read(Faults.at("url", "Cannot read the certificates", reason + "."));
    }
  }

  private static List<X509CertificateHolder> content(String text) throws InvalidPem {
    List<X509CertificateHolder> certificates = new ArrayList<>();
    for (byte[] der : Pem.blocks("CERTIFICATE", text)) {
      try {
        certificates.add(new X509CertificateHolder(der));
      } catch (IOException _) {
        throw new InvalidPem("a certificate in it cannot be read");
      }
    }
    if (certificates.isEmpty()) {
      throw new InvalidPem("it has no block \"BEGIN CERTIFICATE\"");
    }
    return certificates;
  }

  private List<X509CertificateHolder> server(URI uri, Arguments arguments)
      throws IOException, GeneralSecurityException {
    boolean verify = !arguments.isGiven("verify_chain") || arguments.flag("verify_chain");
    return Handshake.certificates(uri, verify, patience).reversed();
  }

  private static Read told(Value.Obj configuration, List<X509CertificateHolder> certificates) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<Value> facts = new ArrayList<>();
    for (X509CertificateHolder certificate : certificates) {
      all.writeBytes(Encoding.of(certificate));
      facts.add(CertificateFacts.of(certificate));
    }
    String id = HexFormat.of().formatHex(KeyForms.digest("SHA-1", all.toByteArray()));
    return Read.of(
        configuration
            .with("certificates", new Value.ListOf(CertificateFacts.TYPE, facts))
            .with("id", Value.of(id)));
  }
}
