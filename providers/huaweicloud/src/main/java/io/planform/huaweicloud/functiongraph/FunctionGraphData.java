package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.DataSource;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.huaweicloud.resource.Field;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The service's data sources as data. */
final class FunctionGraphData {
  private static final String SERVICE = "/v2/{project}/fgs";

  static final Map<String, DataSource> SOURCES =
      Stream.of(dependencies(), dependencyVersions(), events(), quotas(), runtimes(), agencies())
          .collect(Collectors.toUnmodifiableMap(ListedData::type, Function.identity()));

  private FunctionGraphData() {}

  private static ListedData dependencies() {
    return new ListedData(
        "huaweicloud_fgs_dependencies",
        List.of(
            optional("name", STRING),
            optional("runtime", STRING),
            optional("type", STRING).is("public or private."),
            optional("is_versions_query_allowed", BOOL)),
        DependencyDeclaration.LIST,
        "/dependencies",
        Map.of(),
        Map.of("name", "name", "runtime", "runtime", "dependency_type", "type"),
        "packages",
        List.of(
            computed("id", STRING),
            computed("name", STRING),
            computed("owner", STRING),
            computed("runtime", STRING),
            computed("link", STRING),
            computed("etag", STRING),
            computed("size", NUMBER),
            computed("file_name", STRING),
            computed("versions", Type.list(version()))),
        (configuration, item) -> true,
        FunctionGraphData::addVersions);
  }

  private static Type version() {
    SequencedMap<String, Type> attributes = new LinkedHashMap<>();
    attributes.put("id", STRING);
    attributes.put("version", NUMBER);
    return new Type.ObjectType(attributes, new LinkedHashSet<>());
  }

  private static List<Diagnostic> addVersions(
      Value.Obj configuration, ObjectNode dependency, Calls calls) {
    ArrayNode versions = dependency.putArray("versions");
    if (!configuration.get("is_versions_query_allowed").revealed().equals(Value.of(true))) {
      return List.of();
    }
    Listing listing =
        new Listing(
            calls,
            DependencyDeclaration.LIST_VERSIONS,
            Map.of("id", dependency.path("id").asText()),
            "/dependencies");
    listing.items().forEach(versions::add);
    return listing.diagnostics();
  }

  private static ListedData dependencyVersions() {
    return new ListedData(
        "huaweicloud_fgs_dependency_versions",
        List.of(
            required("dependency_id", STRING),
            optional("runtime", STRING),
            optional("version", NUMBER),
            optional("version_id", STRING)),
        DependencyDeclaration.LIST_VERSIONS,
        "/dependencies",
        Map.of("id", "dependency_id"),
        Map.of(),
        "versions",
        List.of(
            computed("id", STRING),
            computed("version", NUMBER),
            computed("dependency_id", STRING).readAt("dep_id"),
            computed("dependency_name", STRING).readAt("name"),
            computed("runtime", STRING),
            computed("link", STRING),
            computed("size", NUMBER),
            computed("etag", STRING),
            computed("owner", STRING),
            computed("description", STRING)),
        (configuration, item) ->
            fits(configuration.get("runtime"), item.path("runtime"))
                && fits(configuration.get("version"), item.path("version"))
                && fits(configuration.get("version_id"), item.path("id")),
        FunctionGraphData::nothingMore);
  }

  /** Whether it is what is asked for, if anything is. */
  private static boolean fits(Value asked, JsonNode found) {
    return asked.isNull() || Encodings.PLAIN.encode(asked).asText().equals(found.asText());
  }

  private static ListedData events() {
    return new ListedData(
        "huaweicloud_fgs_function_events",
        List.of(required("function_urn", STRING)),
        EventDeclaration.LIST,
        "/events",
        Map.of("urn", "function_urn"),
        Map.of(),
        "events",
        List.of(
            computed("id", STRING),
            computed("name", STRING),
            computed("updated_at", STRING).readAt("last_modified").as(Encodings.EPOCH_AS_TIME)),
        (configuration, item) -> true,
        FunctionGraphData::nothingMore);
  }

  private static ListedData quotas() {
    return plain(
        "huaweicloud_fgs_quotas",
        "/quotas",
        "/quotas/resources",
        "quotas",
        List.of(
            computed("type", STRING),
            computed("unit", STRING),
            computed("limit", NUMBER).readAt("quota"),
            computed("used", NUMBER)));
  }

  private static ListedData runtimes() {
    return plain(
        "huaweicloud_fgs_runtime_types",
        "/runtimetypes",
        "",
        "types",
        List.of(computed("type", STRING), computed("display_name", STRING)));
  }

  private static ListedData agencies() {
    return plain(
        "huaweicloud_fgs_service_trusted_agencies",
        "/service-trusted-agencies",
        "",
        "agencies",
        List.of(computed("name", STRING), computed("expire_time", STRING)));
  }

  /** A list that takes no arguments. */
  private static ListedData plain(
      String type, String address, String array, String result, List<Field> item) {
    return new ListedData(
        type,
        List.of(),
        new Call("GET", SERVICE + address),
        array,
        Map.of(),
        Map.of(),
        result,
        item,
        (configuration, found) -> true,
        FunctionGraphData::nothingMore);
  }

  private static List<Diagnostic> nothingMore(
      Value.Obj configuration, ObjectNode item, Calls calls) {
    return List.of();
  }
}
