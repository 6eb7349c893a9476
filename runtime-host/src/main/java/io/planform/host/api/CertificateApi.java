package io.planform.host.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import io.planform.host.tls.Identity;
import io.planform.host.tls.UnusableCertificateException;
import io.planform.host.tls.UserCertificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Users' certificates of domain names: one each. */
final class CertificateApi {
  private static final String CERTIFICATE = DomainApi.ONE + "/certificate";
  private static final String ONE = CERTIFICATE + "/{certificate_id}";
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z\\u4e00-\\u9fa5][\\w\\u4e00-\\u9fa5]{3,49}");
  private static final String CONTENT = "cert_content";
  private static final String KEY = "private_key";

  private final GatewayObjects objects;
  private final InstantSource clock;

  CertificateApi(GatewayObjects objects, InstantSource clock) {
    this.objects = objects;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.of("AssociateCertificateV2", "POST", CERTIFICATE, this::associate),
        Route.of("ShowDetailsOfDomainNameCertificateV2", "GET", ONE, this::show),
        Route.of("DisassociateCertificateV2", "DELETE", ONE, this::disassociate));
  }

  /** One that is there already is replaced. */
  private Response associate(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("name", CONTENT, KEY));
    Domain domain = DomainApi.get(objects, request);
    String name = fields.requiredText("name");
    if (!NAME.matcher(name).matches()) {
      throw ApiException.invalid(
          "The field name has 4 to 50 letters, digits and _, and begins with a letter.");
    }
    String chain = fields.requiredText(CONTENT);
    String key = fields.requiredText(KEY);
    String field = CONTENT;
    try {
      X509Certificate first =
          UserCertificate.chain(chain, domain.name(), clock.instant()).getFirst();
      field = KEY;
      UserCertificate.key(key, first);
    } catch (UnusableCertificateException e) {
      throw ApiException.invalid("The field %s %s".formatted(field, e.reason()));
    }
    String id = GatewayObjects.newId();
    byte[] sealed = objects.database().seal(key, Domain.Certificate.identity(id));
    return DomainApi.put(
        objects,
        request,
        201,
        domain.with(Optional.of(new Domain.Certificate(id, name, chain, sealed))));
  }

  private Domain.Certificate certificate(Domain domain, Request request) {
    String id = request.parameter("certificate_id");
    return domain
        .certificate()
        .filter(certificate -> certificate.id().equals(id))
        .orElseThrow(
            () ->
                new ApiException(
                    FgsError.FSS_0404,
                    "The domain name %s has no certificate %s.".formatted(domain.name(), id)));
  }

  private Response show(Request request) {
    Domain domain = DomainApi.get(objects, request);
    Domain.Certificate certificate = certificate(domain, request);
    Identity identity = certificate.open(objects.database());
    X509Certificate first = identity.certificate();
    ObjectNode document =
        Json.object()
            .put("id", certificate.id())
            .put("name", certificate.name())
            .put("type", "instance")
            .put("instance_id", request.parameter("instance_id"))
            .put("common_name", domain.name())
            .put("not_before", first.getNotBefore().toInstant().toString())
            .put("not_after", first.getNotAfter().toInstant().toString())
            .put("serial_number", first.getSerialNumber().toString())
            .put("signature_algorithm", first.getSigAlgName())
            .put("is_has_trusted_root_ca", false);
    ArrayNode names = document.putArray("san");
    UserCertificate.names(first).forEach(names::add);
    return Response.json(200, document);
  }

  private Response disassociate(Request request) {
    Domain domain = DomainApi.get(objects, request);
    certificate(domain, request);
    Domain bare = domain.with(Optional.empty());
    return objects.done(
        request,
        Response.noContent(),
        connection -> {
          DomainTable.put(connection, bare);
          return () -> objects.changes().bound(bare);
        });
  }
}
