package io.planform.host.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import io.planform.host.storage.HostDatabase;
import io.planform.host.tls.Identity;
import io.planform.host.tls.UnusableCertificateException;
import io.planform.host.tls.UserCertificate;
import java.util.Optional;

/**
 * A name of hosts that leads to a group.
 *
 * @param name in lower case
 * @param group its id
 * @param minimalTls {@code TLSv1.2}
 * @param redirects whether requests without TLS are sent to the address with it
 */
public record Domain(
    String id,
    String name,
    String group,
    String minimalTls,
    boolean redirects,
    Optional<Certificate> certificate) {

  /**
   * A user's certificate.
   *
   * @param chain PEM
   * @param sealedKey the private key in PEM, encrypted
   */
  public record Certificate(String id, String name, String chain, byte[] sealedKey) {
    /** What binds a sealed key to its row. */
    static String identity(String id) {
      return "gateway_domain/" + id + "/private_key";
    }

    /**
     * What the gateway proves the name with.
     *
     * @param database that sealed the key
     */
    public Identity open(HostDatabase database) {
      try {
        return UserCertificate.of(chain, database.open(sealedKey, identity(id)));
      } catch (UnusableCertificateException e) {
        throw new IllegalStateException("a stored certificate is damaged", e);
      }
    }

    @Override
    public String toString() {
      return "certificate " + id;
    }
  }

  Domain with(Optional<Certificate> other) {
    return new Domain(id, name, group, minimalTls, redirects, other);
  }

  ObjectNode toJson() {
    ObjectNode document =
        Json.object()
            .put("id", id)
            .put("url_domain", name)
            .put("status", 3)
            .put("cname_status", 1)
            .put("min_ssl_version", minimalTls)
            .put("is_http_redirect_to_https", redirects);
    certificate.ifPresent(each -> document.put("ssl_id", each.id()).put("ssl_name", each.name()));
    return document;
  }
}
