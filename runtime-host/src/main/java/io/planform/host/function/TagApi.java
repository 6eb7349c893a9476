package io.planform.host.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tags of functions. */
public final class TagApi {
  private static final int MOST_TAGS = 20;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 255;

  private final HostDatabase database;
  private final OperationLedger ledger;
  private final FunctionCatalogue catalogue;
  private final Urns urns;

  public TagApi(
      HostDatabase database, OperationLedger ledger, FunctionCatalogue catalogue, Urns urns) {
    this.database = database;
    this.ledger = ledger;
    this.catalogue = catalogue;
    this.urns = urns;
  }

  /** The SDK and the Terraform provider disagree about the path; both are served. */
  public List<Route> routes() {
    String sdk = "/v2/{project_id}/functions/{function_urn}/tags";
    String documented = "/v2/{project_id}/fgs/functions/{function_urn}/tags";
    return List.of(
        Route.of("CreateTags", "POST", sdk + "/create", this::create),
        Route.of("CreateTags", "POST", documented + "/create", this::create),
        Route.of("DeleteTags", "DELETE", sdk + "/delete", this::delete),
        Route.of("DeleteTags", "DELETE", documented + "/delete", this::delete),
        Route.of("ListFunctionTags", "GET", sdk, this::list),
        Route.of("ListFunctionTags", "GET", documented, this::list));
  }

  private Response create(Request request) {
    Map<String, String> tags = tags(request, true);
    change(
        request,
        """
        INSERT INTO function_tag (function_id, key, value) VALUES (?, ?, ?)
        ON CONFLICT (function_id, key) DO UPDATE SET value = excluded.value
        """,
        tags,
        true);
    return Response.noContent();
  }

  private Response delete(Request request) {
    change(
        request,
        "DELETE FROM function_tag WHERE function_id = ? AND key = ?",
        tags(request, false),
        false);
    return Response.noContent();
  }

  private void change(Request request, String sql, Map<String, String> tags, boolean withValues) {
    FunctionEntry entry = get(request);
    Operation operation = Operation.of(request);
    database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<String, String> tag : tags.entrySet()) {
              statement.setString(1, entry.id());
              statement.setString(2, tag.getKey());
              if (withValues) {
                statement.setString(3, tag.getValue());
              }
              statement.addBatch();
            }
            statement.executeBatch();
          }
          if (read(connection, entry.id()).size() > MOST_TAGS) {
            throw ApiException.invalid("A function has at most %d tags.".formatted(MOST_TAGS));
          }
          return tags;
        });
  }

  private Response list(Request request) {
    FunctionEntry entry = get(request);
    ObjectNode document = Json.object();
    ArrayNode tags = document.putArray("tags");
    database
        .read(connection -> read(connection, entry.id()))
        .forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    document.putArray("sys_tags");
    return Response.json(200, document);
  }

  private static Map<String, String> read(Connection connection, String functionId)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT key, value FROM function_tag WHERE function_id = ? ORDER BY key")) {
      select.setString(1, functionId);
      ResultSet row = select.executeQuery();
      Map<String, String> tags = new LinkedHashMap<>();
      while (row.next()) {
        tags.put(row.getString(1), row.getString(2));
      }
      return tags;
    }
  }

  private static Map<String, String> tags(Request request, boolean withValues) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("action", "tags", "sys_tags"));
    fields.text("action");
    if (!fields.array("sys_tags").orElse(Json.array()).isEmpty()) {
      throw ApiException.invalid("The field sys_tags must be empty: systems have no tags here.");
    }
    JsonNode list =
        fields.array("tags").orElseThrow(() -> ApiException.invalid("The field tags is required."));
    Map<String, String> tags = new LinkedHashMap<>();
    for (JsonNode tag : list) {
      JsonNode key = tag.path("key");
      JsonNode value = tag.path("value");
      boolean valueFits = value.isMissingNode() || value.isNull() || value.isTextual();
      if (!key.isTextual() || !valueFits) {
        throw ApiException.invalid("Each of tags must be an object of the texts key and value.");
      }
      tags.put(checked(key.textValue(), 1, LONGEST_KEY), withValues ? value.asText("") : "");
    }
    tags.values().forEach(value -> checked(value, 0, LONGEST_VALUE));
    return tags;
  }

  private static String checked(String text, int least, int most) {
    if (text.length() < least || text.length() > most) {
      throw ApiException.invalid(
          "The key or value \"%s\" of a tag must have %d to %d characters."
              .formatted(text, least, most));
    }
    return text;
  }

  private FunctionEntry get(Request request) {
    return catalogue.get(urns.parse(request.parameter("function_urn")));
  }
}
