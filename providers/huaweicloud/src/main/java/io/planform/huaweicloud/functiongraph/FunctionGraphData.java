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
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service's data sources as data. */
final class FunctionGraphData {
  private static final String SERVICE = "/v2/{project}/fgs";

  /** A tag of something. */
  static final Type TAG = Shape.of(computed("key", STRING), computed("value", STRING)).type();

  static final Map<String, DataSource> SOURCES = sources();

  private FunctionGraphData() {}

  private static Map<String, DataSource> sources() {
    Map<String, DataSource> sources = new HashMap<>();
    for (ListedData listed :
        List.of(
            FunctionsData.SOURCE,
            dependencies(),
            dependencyVersions(),
            events(),
            quotas(),
            runtimes(),
            agencies())) {
      sources.put(listed.type(), listed);
    }
    for (AnswerData answer : List.of(tags(), tagsInUse(), triggerTypes(), features())) {
      sources.put(answer.type(), answer);
    }
    sources.put(TriggersData.TYPE, new TriggersData());
    sources.put(TaggedData.TYPE, new TaggedData());
    return Map.copyOf(sources);
  }

  private static AnswerData tags() {
    return new AnswerData(
        "huaweicloud_fgs_function_tags",
        List.of(required("function_id", STRING).is("The URN of a function.")),
        new Call("GET", "/v2/{project}/functions/{urn}/tags"),
        Map.of("urn", "function_id"),
        List.of(
            new AnswerData.Part("tags", Type.list(TAG), "/tags"),
            new AnswerData.Part("sys_tags", Type.list(TAG), "/sys_tags")));
  }

  private static AnswerData tagsInUse() {
    Type values = Shape.of(computed("key", STRING), computed("values", Type.list(STRING))).type();
    return new AnswerData(
        "huaweicloud_fgs_resource_tags",
        List.of(),
        new Call("GET", "/v2/{project}/functions/tags"),
        Map.of(),
        List.of(
            new AnswerData.Part("tags", Type.list(values), "/tags"),
            new AnswerData.Part("sys_tags", Type.list(values), "/sys_tags")));
  }

  private static AnswerData triggerTypes() {
    return new AnswerData(
        "huaweicloud_fgs_trigger_types",
        List.of(),
        new Call("GET", SERVICE + "/triggertypes"),
        Map.of(),
        List.of(new AnswerData.Part("types", Type.list(STRING), "")));
  }

  private static AnswerData features() {
    return new AnswerData(
        "huaweicloud_fgs_feature",
        List.of(),
        new Call("GET", SERVICE + "/feature"),
        Map.of(),
        List.of(new AnswerData.Part("feature", STRING, "")));
  }

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
        Shape.of(
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
    return Shape.of(computed("id", STRING), computed("version", NUMBER)).type();
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
        Shape.of(
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
  static boolean fits(Value asked, JsonNode found) {
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
        Shape.of(
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
        Shape.of(
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
        Shape.of(computed("type", STRING), computed("display_name", STRING)));
  }

  private static ListedData agencies() {
    return plain(
        "huaweicloud_fgs_service_trusted_agencies",
        "/service-trusted-agencies",
        "",
        "agencies",
        Shape.of(computed("name", STRING), computed("expire_time", STRING)));
  }

  /** A list that takes no arguments. */
  private static ListedData plain(
      String type, String address, String array, String result, Shape item) {
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

  static List<Diagnostic> nothingMore(Value.Obj configuration, ObjectNode item, Calls calls) {
    return List.of();
  }
}
