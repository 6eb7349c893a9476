package io.planform.host.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.FunctionUrn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A function that decides who may call an API.
 *
 * @param revision another one after each change
 * @param cacheSeconds how long an answer holds for the same values of the sources; 0 for once
 * @param userData given to the function
 * @param withBody whether the function is given the body
 */
public record Authorizer(
    String id,
    String revision,
    FunctionUrn function,
    int cacheSeconds,
    String userData,
    boolean withBody,
    List<Source> sources) {

  /**
   * Where a request says who sends it.
   *
   * @param location {@code HEADER} or {@code QUERY}
   * @param name of a header in lower case
   * @param validation what the value must match, if anything
   */
  public record Source(String location, String name, Optional<Pattern> validation) {}

  static Authorizer of(GatewayObject object) {
    JsonNode document = object.document();
    List<Source> sources = new ArrayList<>();
    for (JsonNode each : document.path("identities")) {
      String location = each.path("location").asText();
      String name = each.path("name").asText();
      String validation = each.path("validation").asText();
      sources.add(
          new Source(
              location,
              location.equals("HEADER") ? name.toLowerCase(Locale.ROOT) : name,
              validation.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(validation))));
    }
    return new Authorizer(
        object.id(),
        object.updatedAt() + document.hashCode(),
        target(document),
        document.path("ttl").asInt(),
        document.path("user_data").asText(),
        document.path("need_body").asBoolean(),
        List.copyOf(sources));
  }

  static FunctionUrn target(JsonNode document) {
    Optional<FunctionUrn> alias = FunctionUrn.parse(document.path("authorizer_alias_uri").asText());
    if (alias.isPresent()) {
      return alias.get();
    }
    FunctionUrn urn = FunctionUrn.parse(document.path("authorizer_uri").asText()).orElseThrow();
    String version = document.path("authorizer_version").asText();
    FunctionUrn chosen = version.isEmpty() ? urn : urn.bare().withQualifier(version);
    return FunctionUrn.LATEST.equals(chosen.qualifier()) ? chosen.bare() : chosen;
  }

  /** Without the user's data, which may be secret. */
  @Override
  public String toString() {
    return "authorizer " + id;
  }
}
