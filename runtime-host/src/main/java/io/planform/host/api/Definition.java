package io.planform.host.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an API's document may say, and what the gateway makes of it. */
final class Definition {
  private static final Map<String, Set<String>> SCHEMES =
      Map.of("HTTP", Set.of("http"), "HTTPS", Set.of("https"), "BOTH", Set.of("http", "https"));
  private static final int LARGEST_SAMPLE = 20_480;
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "type",
          "req_protocol",
          "req_method",
          "req_uri",
          "match_mode",
          "auth_type",
          "auth_opt",
          "authorizer_id",
          "cors",
          "backend_type",
          "remark",
          "body_remark",
          "result_normal_sample",
          "result_failure_sample",
          "group_id",
          "tags",
          "content_type",
          "is_send_fg_body_base64",
          "func_info",
          "req_params");
  private static final Set<String> FUNCTION_FIELDS =
      Set.of(
          "function_urn",
          "alias_urn",
          "version",
          "timeout",
          "invocation_type",
          "network_type",
          "remark");
  private static final Set<String> PARAMETER_FIELDS =
      Set.of(
          "name",
          "type",
          "location",
          "required",
          "remark",
          "sample_value",
          "valid_enable",
          "pass_through");

  private Definition() {}

  /** Checks the fields of a request and keeps them. */
  static ObjectNode document(Fields fields) {
    fields.refuseOthersThan(FIELDS);
    ObjectNode document = Json.object();
    if (fields.requiredInteger("type") != 1) {
      throw unsupported("private APIs (type 2): functions have no VPC");
    }
    if (fields.bool("cors").orElse(false)) {
      throw unsupported("cors; let the function answer OPTIONS");
    }
    document.put("type", 1).put("cors", false);
    String protocol = Names.oneOf(fields, "req_protocol", "HTTPS", SCHEMES.keySet());
    document.put("req_protocol", protocol);
    document.put("req_method", Names.oneOf(fields, "req_method", "", ServedApi.METHODS));
    document.put(
        "match_mode", Names.oneOf(fields, "match_mode", "NORMAL", Set.of("NORMAL", "SWA")));
    document.put("req_uri", path(fields, document.path("match_mode").asText()));
    document.put("backend_type", Names.oneOf(fields, "backend_type", "", Set.of("FUNCTION")));
    document.put("group_id", fields.requiredText("group_id"));
    document.put("remark", Names.remark(fields, "remark"));
    for (String text :
        List.of("body_remark", "result_normal_sample", "result_failure_sample", "content_type")) {
      sample(fields, document, text);
    }
    document.set("tags", fields.array("tags").orElseGet(Json::array));
    document.put("is_send_fg_body_base64", fields.bool("is_send_fg_body_base64").orElse(true));
    authenticate(fields, document);
    document.set("func_info", function(fields));
    document.set("req_params", parameters(fields));
    return document;
  }

  private static ApiException unsupported(String what) {
    return new ApiException(
        FgsError.FSS_0406, "The gateway of this runtime host has no %s.".formatted(what));
  }

  private static void sample(Fields fields, ObjectNode document, String field) {
    String text = fields.text(field).orElse("");
    if (text.length() > LARGEST_SAMPLE) {
      throw ApiException.invalid(
          "The field %s has %d characters at most.".formatted(field, LARGEST_SAMPLE));
    }
    document.put(field, text);
  }

  private static String path(Fields fields, String match) {
    String path = fields.requiredText("req_uri");
    PathTemplate.problem(path)
        .ifPresent(
            problem -> {
              throw ApiException.invalid("The field req_uri \"%s\" %s".formatted(path, problem));
            });
    if (match.equals("SWA") && PathTemplate.of(path).takesRest()) {
      throw ApiException.invalid(
          "The field req_uri \"%s\" takes whatever follows by itself: match_mode is NORMAL then."
              .formatted(path));
    }
    return path;
  }

  private static void authenticate(Fields fields, ObjectNode document) {
    String type =
        Names.oneOf(fields, "auth_type", "NONE", Set.of("NONE", "APP", "IAM", "AUTHORIZER"));
    String authorizer = fields.text("authorizer_id").orElse("");
    if (type.equals("AUTHORIZER") == authorizer.isEmpty()) {
      throw ApiException.invalid("The field authorizer_id belongs to auth_type AUTHORIZER.");
    }
    String simple =
        fields
            .object("auth_opt")
            .map(
                option -> {
                  option.refuseOthersThan(Set.of("app_code_auth_type"));
                  return Names.oneOf(
                      option, "app_code_auth_type", "DISABLE", Set.of("DISABLE", "HEADER"));
                })
            .orElse("DISABLE");
    if (simple.equals("HEADER") && !type.equals("APP")) {
      throw ApiException.invalid("Codes of applications belong to auth_type APP.");
    }
    document.put("auth_type", type).put("authorizer_id", authorizer);
    document.putObject("auth_opt").put("app_code_auth_type", simple);
  }

  private static ObjectNode function(Fields fields) {
    Fields function =
        fields
            .object("func_info")
            .orElseThrow(() -> ApiException.invalid("The field func_info is required."));
    function.refuseOthersThan(FUNCTION_FIELDS);
    ObjectNode document = Json.object();
    document.put("function_urn", urn(function, "function_urn").toString());
    boolean aliased = function.text("alias_urn").filter(text -> !text.isEmpty()).isPresent();
    document.put("alias_urn", aliased ? urn(function, "alias_urn").toString() : "");
    document.put("version", function.text("version").orElse(""));
    int timeout = function.integer("timeout").orElse(5000);
    if (timeout < 1 || timeout > 600_000) {
      throw ApiException.invalid("The field func_info.timeout is 1 to 600000 milliseconds.");
    }
    document.put("timeout", timeout);
    document.put(
        "invocation_type",
        Names.oneOf(function, "invocation_type", "sync", Set.of("sync", "async")));
    document.put("network_type", Names.oneOf(function, "network_type", "V1", Set.of("V1", "V2")));
    return document;
  }

  private static FunctionUrn urn(Fields fields, String field) {
    return FunctionUrn.parse(fields.requiredText(field))
        .orElseThrow(
            () ->
                ApiException.invalid(
                    "The field func_info.%s is no URN of a function.".formatted(field)));
  }

  private static ArrayNode parameters(Fields fields) {
    ArrayNode list = Json.array();
    for (JsonNode each : fields.array("req_params").orElseGet(Json::array)) {
      Fields parameter = Fields.of(each, "req_params.");
      parameter.refuseOthersThan(PARAMETER_FIELDS);
      if (parameter.integer("valid_enable").orElse(2) != 2) {
        throw unsupported("validation of parameters (valid_enable 1); let the function check them");
      }
      list.addObject()
          .put("name", parameter.requiredText("name"))
          .put("type", Names.oneOf(parameter, "type", "STRING", Set.of("STRING", "NUMBER")))
          .put(
              "location",
              Names.oneOf(parameter, "location", "PATH", Set.of("PATH", "QUERY", "HEADER")))
          .put("required", parameter.integer("required").orElse(2))
          .put("valid_enable", 2)
          .put("pass_through", parameter.integer("pass_through").orElse(1))
          .put("sample_value", parameter.text("sample_value").orElse(""))
          .put("remark", parameter.text("remark").orElse(""));
    }
    return list;
  }

  /** What it calls: the alias, else the version, else the function itself. */
  static FunctionUrn target(JsonNode document) {
    JsonNode function = document.path("func_info");
    Optional<FunctionUrn> alias = FunctionUrn.parse(function.path("alias_urn").asText());
    if (alias.isPresent()) {
      return alias.get();
    }
    FunctionUrn urn = FunctionUrn.parse(function.path("function_urn").asText()).orElseThrow();
    String version = function.path("version").asText();
    FunctionUrn chosen = version.isEmpty() ? urn : urn.bare().withQualifier(version);
    return FunctionUrn.LATEST.equals(chosen.qualifier()) ? chosen.bare() : chosen;
  }

  /** The API in an environment. */
  static ServedApi served(String id, JsonNode document, Environment environment) {
    JsonNode function = document.path("func_info");
    return new ServedApi(
        id,
        document.path("group_id").asText(),
        environment,
        document.path("req_method").asText(),
        PathTemplate.of(document.path("req_uri").asText()),
        document.path("match_mode").asText().equals("SWA"),
        SCHEMES.getOrDefault(document.path("req_protocol").asText(), Set.of()),
        authentication(document),
        required(document.path("req_params")),
        new ServedApi.FunctionCall(
            target(document),
            "",
            function.path("timeout").asInt(),
            function.path("invocation_type").asText().equals("async"),
            document.path("is_send_fg_body_base64").asBoolean(true)));
  }

  private static Authentication authentication(JsonNode document) {
    return switch (document.path("auth_type").asText()) {
      case "APP" ->
          new Authentication.App(
              document.at("/auth_opt/app_code_auth_type").asText().equals("HEADER"));
      case "IAM" -> new Authentication.Iam();
      case "AUTHORIZER" -> new Authentication.Custom(document.path("authorizer_id").asText());
      default -> new Authentication.None();
    };
  }

  private static List<ServedApi.Required> required(JsonNode parameters) {
    List<ServedApi.Required> required = new ArrayList<>();
    for (JsonNode parameter : parameters) {
      String location = parameter.path("location").asText();
      String name = parameter.path("name").asText();
      if (parameter.path("required").asInt() == 1 && !location.equals("PATH")) {
        required.add(
            new ServedApi.Required(
                location, location.equals("HEADER") ? name.toLowerCase(Locale.ROOT) : name));
      }
    }
    return required.stream().distinct().collect(Collectors.toUnmodifiableList());
  }
}
