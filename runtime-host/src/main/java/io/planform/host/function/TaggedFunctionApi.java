package io.planform.host.function;

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
import io.planform.host.storage.HostDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tags in use, and the functions that have some. */
public final class TaggedFunctionApi {
  private static final int LARGEST_PAGE = 1000;

  private final HostDatabase database;

  public TaggedFunctionApi(HostDatabase database) {
    this.database = database;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("ShowProjectTagsList", "GET", "/v2/{project_id}/{resource_type}/tags", this::tags),
        Route.of(
            "ShowResInstanceInfo",
            "POST",
            "/v2/{project_id}/{resource_type}/resource-instances/{action}",
            this::find));
  }

  private record Tagged(String urn, String name, Map<String, String> tags) {}

  /** Every key with the values that it has somewhere. */
  private Response tags(Request request) {
    checkResourceType(request);
    Map<String, Set<String>> values = new TreeMap<>();
    for (Tagged function : all()) {
      function
          .tags()
          .forEach((key, value) -> values.computeIfAbsent(key, each -> new TreeSet<>()).add(value));
    }
    ObjectNode document = Json.object();
    ArrayNode tags = document.putArray("tags");
    values.forEach(
        (key, each) -> each.forEach(tags.addObject().put("key", key).putArray("values")::add));
    document.putArray("sys_tags");
    return Response.json(200, document);
  }

  private Response find(Request request) {
    checkResourceType(request);
    boolean counts =
        switch (request.parameter("action")) {
          case "filter" -> false;
          case "count" -> true;
          case String other ->
              throw ApiException.invalid(
                  "The action is filter or count, not \"%s\".".formatted(other));
        };
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(
        Set.of("without_any_tag", "limit", "offset", "action", "matches", "tags", "sys_tags"));
    fields.text("action");
    List<Tagged> found = found(fields);
    ObjectNode document = Json.object();
    if (!counts) {
      ArrayNode resources = document.putArray("resources");
      found.stream()
          .skip(number(fields, "offset").orElse(0))
          .limit(number(fields, "limit").orElse(LARGEST_PAGE))
          .forEach(function -> resources.add(document(function)));
    }
    document.put("total_count", found.size());
    return Response.json(200, document);
  }

  private static void checkResourceType(Request request) {
    String type = request.parameter("resource_type");
    if (!type.equals("functions")) {
      throw new ApiException(
          FgsError.FSS_0404, "Only functions have tags here, not \"%s\".".formatted(type));
    }
  }

  /** With one of the values of each key, and what its name shall contain; no system has tags. */
  private List<Tagged> found(Fields fields) {
    Map<String, Set<String>> wanted = wanted(fields, "tags");
    boolean bySystem = !wanted(fields, "sys_tags").isEmpty();
    boolean untagged = fields.bool("without_any_tag").orElse(false);
    List<String> names = names(fields);
    return bySystem
        ? List.of()
        : all().stream()
            .filter(function -> untagged ? function.tags().isEmpty() : has(function, wanted))
            .filter(function -> names.stream().allMatch(function.name()::contains))
            .toList();
  }

  private static boolean has(Tagged function, Map<String, Set<String>> wanted) {
    return wanted.entrySet().stream()
        .allMatch(
            tag -> {
              String value = function.tags().get(tag.getKey());
              return value != null && (tag.getValue().isEmpty() || tag.getValue().contains(value));
            });
  }

  private static Map<String, Set<String>> wanted(Fields fields, String name) {
    Map<String, Set<String>> wanted = new LinkedHashMap<>();
    for (JsonNode each : fields.array(name).orElse(Json.array())) {
      Fields tag = Fields.of(each, name + ".");
      Set<String> values = wanted.computeIfAbsent(tag.requiredText("key"), key -> new TreeSet<>());
      tag.array("values").ifPresent(list -> list.forEach(value -> values.add(value.asText())));
    }
    return wanted;
  }

  private static List<String> names(Fields fields) {
    List<String> names = new ArrayList<>();
    for (JsonNode each : fields.array("matches").orElse(Json.array())) {
      Fields match = Fields.of(each, "matches.");
      if (!match.requiredText("key").equals("resource_name")) {
        throw ApiException.invalid("The key of matches is resource_name.");
      }
      names.add(match.requiredText("value"));
    }
    return names;
  }

  /** The SDK sends a text, others a number. */
  private static Optional<Integer> number(Fields fields, String name) {
    Optional<String> text =
        fields.any(name).map(JsonNode::asText).filter(value -> !value.isEmpty());
    if (text.isPresent() && !text.get().matches("[0-9]{1,9}")) {
      throw ApiException.invalid("The field %s must be a number from 0.".formatted(name));
    }
    return text.map(Integer::valueOf);
  }

  private static ObjectNode document(Tagged function) {
    ObjectNode document = Json.object();
    document.put("resource_id", function.urn());
    document.put("resource_name", function.name());
    ArrayNode tags = document.putArray("tags");
    function.tags().forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    document.putArray("sys_tags");
    return document;
  }

  private List<Tagged> all() {
    return database.read(
        connection -> {
          Map<String, Tagged> functions = functions(connection);
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT function_id, key, value FROM function_tag ORDER BY function_id, key")) {
            ResultSet row = select.executeQuery();
            while (row.next()) {
              Tagged function = functions.get(row.getString(1));
              if (function != null) {
                function.tags().put(row.getString(2), row.getString(3));
              }
            }
          }
          return List.copyOf(functions.values());
        });
  }

  private static Map<String, Tagged> functions(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id, urn, name FROM function ORDER BY rowid")) {
      ResultSet row = select.executeQuery();
      Map<String, Tagged> functions = new LinkedHashMap<>();
      while (row.next()) {
        functions.put(
            row.getString(1),
            new Tagged(row.getString(2), row.getString(3), new LinkedHashMap<>()));
      }
      return functions;
    }
  }
}
