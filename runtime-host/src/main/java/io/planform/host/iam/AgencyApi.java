package io.planform.host.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Agencies, as IAM's API has them. */
final class AgencyApi {
  private static final String AGENCIES = "/v3.0/OS-AGENCY/agencies";
  private static final String AGENCY = AGENCIES + "/{agency_id}";
  private static final Pattern NAME = Pattern.compile("[^@#%&<>\\\\$^*/]{1,64}");
  private static final int LONGEST_DESCRIPTION = 255;
  private static final Set<String> FIELDS =
      Set.of(
          "name", "domain_id", "trust_domain_id", "trust_domain_name", "description", "duration");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Identities identities;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  AgencyApi(Identities identities, InstantSource clock) {
    this.identities = identities;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateAgency", "POST", AGENCIES, this::create),
        Route.of("ListAgencies", "GET", AGENCIES, this::list),
        Route.of("ShowAgency", "GET", AGENCY, this::show),
        Route.of("UpdateAgency", "PUT", AGENCY, this::update),
        Route.of("DeleteAgency", "DELETE", AGENCY, this::delete));
  }

  private Response create(Request request) {
    Fields fields = fields(request);
    String name = fields.requiredText("name");
    if (!NAME.matcher(name).matches() || name.isBlank()) {
      throw ApiException.invalid(
          "An agency's name has 1 to 64 characters without @ # % & < > \\ $ ^ * and /.");
    }
    Instant now = clock.instant();
    String duration = duration(fields.any("duration").map(JsonNode::asText).orElse(Agency.FOREVER));
    Agency agency =
        new Agency(
            KeyPair.hex(random, 16),
            name,
            description(fields, ""),
            trusted(fields)
                .orElseThrow(
                    () -> ApiException.invalid("The field agency.trust_domain_name is required.")),
            duration,
            now,
            Agency.end(now, duration));
    identities.change(
        connection -> {
          Identities.checkFree(
              AgencyTable.findByName(connection, name), other -> false, "agency", name);
          AgencyTable.insert(connection, agency);
          return agency;
        });
    return answer(201, agency);
  }

  private Fields fields(Request request) {
    Fields fields =
        Fields.of(request)
            .object("agency")
            .orElseThrow(() -> ApiException.invalid("The field agency is required."));
    fields.refuseOthersThan(FIELDS);
    checkAccount(fields.text("domain_id"));
    return fields;
  }

  private void checkAccount(Optional<String> named) {
    String account = identities.account().id();
    if (named.filter(id -> !id.isEmpty() && !id.equals(account)).isPresent()) {
      throw new ApiException(FgsError.FSS_0403, "The account is %s.".formatted(account));
    }
  }

  private static Optional<String> trusted(Fields fields) {
    return fields
        .text("trust_domain_name")
        .or(() -> fields.text("trust_domain_id"))
        .filter(name -> !name.isBlank());
  }

  private static String description(Fields fields, String otherwise) {
    String description = fields.text("description").orElse(otherwise);
    if (description.length() > LONGEST_DESCRIPTION) {
      throw ApiException.invalid(
          "The field agency.description has up to %d characters.".formatted(LONGEST_DESCRIPTION));
    }
    return description;
  }

  private static String duration(String text) {
    if (!Agency.isDuration(text)) {
      throw ApiException.invalid(
          "The field agency.duration is FOREVER, ONEDAY or a number of days.");
    }
    return text;
  }

  private Response list(Request request) {
    checkAccount(request.argument("domain_id"));
    Optional<String> name = request.argument("name");
    ArrayNode documents = Json.array();
    identities.read(connection -> AgencyTable.all(connection)).stream()
        .filter(agency -> name.filter(wanted -> !wanted.equals(agency.name())).isEmpty())
        .forEach(agency -> documents.add(document(agency)));
    return Response.json(200, Json.object().set("agencies", documents));
  }

  private Response show(Request request) {
    String id = request.parameter("agency_id");
    return answer(200, identities.read(connection -> get(AgencyTable.find(connection, id), id)));
  }

  static Agency get(Optional<Agency> agency, String id) {
    return agency.orElseThrow(() -> Identities.unknown("agency", id));
  }

  private Response update(Request request) {
    String id = request.parameter("agency_id");
    Fields fields = fields(request);
    if (fields.text("name").isPresent()) {
      throw ApiException.invalid("The name of an agency cannot be changed.");
    }
    Agency agency =
        identities.change(
            connection -> {
              Agency known = get(AgencyTable.find(connection, id), id);
              String duration =
                  duration(fields.any("duration").map(JsonNode::asText).orElse(known.duration()));
              Agency changed =
                  new Agency(
                      id,
                      known.name(),
                      description(fields, known.description()),
                      trusted(fields).orElse(known.trusted()),
                      duration,
                      known.createdAt(),
                      duration.equals(known.duration())
                          ? known.expiresAt()
                          : Agency.end(clock.instant(), duration));
              AgencyTable.update(connection, changed);
              return changed;
            });
    return answer(200, agency);
  }

  private Response delete(Request request) {
    String id = request.parameter("agency_id");
    int deleted =
        identities.change(
            connection -> Identities.execute(connection, "DELETE FROM agency WHERE id = ?", id));
    if (deleted == 0) {
      throw Identities.unknown("agency", id);
    }
    return Response.noContent();
  }

  private Response answer(int status, Agency agency) {
    return Response.json(status, Json.object().set("agency", document(agency)));
  }

  private ObjectNode document(Agency agency) {
    return Json.object()
        .put("id", agency.id())
        .put("name", agency.name())
        .put("domain_id", identities.account().id())
        .put("trust_domain_id", agency.trusted())
        .put("trust_domain_name", agency.trusted())
        .put("description", agency.description())
        .put("duration", agency.duration())
        .put("create_time", TIME.format(agency.createdAt()))
        .put("expire_time", agency.expiresAt().map(TIME::format).orElse(""));
  }
}
