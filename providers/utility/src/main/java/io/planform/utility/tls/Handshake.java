package io.planform.utility.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.bouncycastle.cert.X509CertificateHolder;

/** A connection that is made for what the server shows of itself. */
final class Handshake {
  private static final int HTTPS = 443;

  private Handshake() {}

  /**
   * The server's own certificate first.
   *
   * @param patience for the connection, and for each answer
   */
  static List<X509CertificateHolder> certificates(URI uri, boolean verify, Duration patience)
      throws IOException, GeneralSecurityException {
    SSLContext context =
        verify
            ? SSLContext.getDefault()
            : SSLContextBuilder.create().loadTrustMaterial(TrustAllStrategy.INSTANCE).build();
    int millis = Math.toIntExact(patience.toMillis());
    int port = uri.getPort() < 0 ? HTTPS : uri.getPort();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(uri.getHost(), port), millis);
      plain.setSoTimeout(millis);
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, uri.getHost(), port, true)) {
        return shown(socket, verify);
      }
    }
  }

  private static List<X509CertificateHolder> shown(SSLSocket socket, boolean verify)
      throws IOException, GeneralSecurityException {
    if (verify) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    socket.startHandshake();
    List<X509CertificateHolder> certificates = new ArrayList<>();
    for (Certificate certificate : socket.getSession().getPeerCertificates()) {
      certificates.add(new X509CertificateHolder(certificate.getEncoded()));
    }
    return certificates;
  }
}
