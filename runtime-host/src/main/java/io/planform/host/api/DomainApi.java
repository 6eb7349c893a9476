package io.planform.host.api;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Domain names of groups, and users' certificates for them. */
final class DomainApi {
  private static final String DOMAINS = GroupApi.GROUP + "/domains";
  static final String ONE = DOMAINS + "/{domain_id}";
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]*[a-z][a-z0-9-]*");
  private static final int LONGEST_NAME = 255;
  private static final int MOST = 5;
  private static final Set<String> FIELDS =
      Set.of("url_domain", "min_ssl_version", "is_http_redirect_to_https");

  private final GatewayObjects objects;

  DomainApi(GatewayObjects objects) {
    this.objects = objects;
  }

  List<Route> routes() {
    return List.of(
        Route.of("AssociateDomainV2", "POST", DOMAINS, this::create),
        Route.of("UpdateDomainV2", "PUT", ONE, this::update),
        Route.of("DisassociateDomainV2", "DELETE", ONE, this::delete));
  }

  private static String name(Fields fields) {
    String name = fields.requiredText("url_domain").toLowerCase(Locale.ROOT);
    if (name.length() > LONGEST_NAME
        || !NAME.matcher(name).matches()
        || name.endsWith(".localhost")) {
      throw ApiException.invalid(
          "The field url_domain is a domain name like www.example.com, not below localhost.");
    }
    return name;
  }

  private static Domain domain(
      Fields fields, String id, String name, String group, Optional<Domain.Certificate> kept) {
    fields.refuseOthersThan(FIELDS);
    return new Domain(
        id,
        name,
        group,
        Names.oneOf(fields, "min_ssl_version", "TLSv1.2", Set.of("TLSv1.2")),
        fields.bool("is_http_redirect_to_https").orElse(false),
        kept);
  }

  private Response create(Request request) {
    Fields fields = Fields.of(request);
    GatewayObject group = objects.get(request, Kind.GROUP, "group_id");
    Domain domain =
        domain(fields, GatewayObjects.newId(), name(fields), group.id(), Optional.empty());
    return put(objects, request, 201, domain);
  }

  static Response put(GatewayObjects objects, Request request, int status, Domain domain) {
    return objects.done(
        request,
        Response.json(status, domain.toJson()),
        connection -> {
          DomainTable.put(connection, domain);
          if (DomainTable.of(connection, domain.group()).size() > MOST) {
            throw new ApiException(
                FgsError.FSS_0403, "A group has %d domain names at most.".formatted(MOST));
          }
          return () -> objects.changes().bound(domain);
        });
  }

  /** The one that the path names. */
  static Domain get(GatewayObjects objects, Request request) {
    GatewayObject group = objects.get(request, Kind.GROUP, "group_id");
    return objects.read(
        connection -> DomainTable.get(connection, group.id(), request.parameter("domain_id")));
  }

  private Response update(Request request) {
    Fields fields = Fields.of(request);
    Domain before = get(objects, request);
    return put(
        objects,
        request,
        200,
        domain(fields, before.id(), before.name(), before.group(), before.certificate()));
  }

  private Response delete(Request request) {
    Domain domain = get(objects, request);
    return objects.done(
        request,
        Response.noContent(),
        connection -> {
          DomainTable.delete(connection, domain);
          return () -> objects.changes().unbound(domain.name());
        });
  }
}
