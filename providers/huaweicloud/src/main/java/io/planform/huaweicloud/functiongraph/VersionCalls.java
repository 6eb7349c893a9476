package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.JsonMeaning;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The calls about one function's versions and aliases. */
final class VersionCalls {
  private static final String FUNCTION = "/v2/{project}/fgs/functions/{urn}";
  private static final Call LIST = new Call("GET", FUNCTION + "/versions");
  private static final Call PUBLISH = FunctionDeclaration.VERSIONS;
  private static final Call DELETE = new Call("DELETE", FUNCTION + ":{version}");
  private static final Call LIST_ALIASES = new Call("GET", FUNCTION + "/aliases");
  private static final Call CREATE_ALIAS = new Call("POST", FUNCTION + "/aliases");
  private static final Call UPDATE_ALIAS = new Call("PUT", FUNCTION + "/aliases/{alias}");
  private static final Call DELETE_ALIAS = new Call("DELETE", FUNCTION + "/aliases/{alias}");

  private static final ApiResult NOTHING_TO_DO =
      new Answered(200, new LinkedHashMap<>(), new byte[0]);

  private final String urn;
  private final Calls calls;

  /**
   * @param urn of the function, without version
   */
  VersionCalls(String urn, Calls calls) {
    this.urn = urn;
    this.calls = calls;
  }

  static ApiResult nothingToDo() {
    return NOTHING_TO_DO;
  }

  ApiResult publish(VersionBlock version) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("version", version.name());
    if (!version.description().isEmpty()) {
      body.put("description", version.description());
    }
    return calls.part("version " + version.name()).send(PUBLISH, Map.of("urn", urn), body);
  }

  ApiResult delete(String version) {
    return gone(calls.send(DELETE, Map.of("urn", urn, "version", version), null));
  }

  ApiResult createAlias(String version, VersionBlock.Alias alias) {
    ObjectNode body = body(version, alias).put("name", alias.name());
    return calls.part("alias " + alias.name()).send(CREATE_ALIAS, Map.of("urn", urn), body);
  }

  ApiResult updateAlias(String version, VersionBlock.Alias alias) {
    return calls.send(
        UPDATE_ALIAS, Map.of("urn", urn, "alias", alias.name()), body(version, alias));
  }

  ApiResult deleteAlias(String alias) {
    return gone(calls.send(DELETE_ALIAS, Map.of("urn", urn, "alias", alias), null));
  }

  /** What is not there is deleted. */
  private static ApiResult gone(ApiResult result) {
    return result instanceof Rejected rejected && rejected.isNotFound() ? NOTHING_TO_DO : result;
  }

  private static ObjectNode body(String version, VersionBlock.Alias alias) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("version", version);
    body.put("description", alias.description());
    if (!alias.weights().isEmpty()) {
      body.set("additional_version_weights", JsonMeaning.parse(alias.weights()));
    }
    if (!alias.strategy().isEmpty()) {
      body.set("additional_version_strategy", JsonMeaning.parse(alias.strategy()));
    }
    return body;
  }

  /**
   * Reads all versions with their aliases into {@code versions} of a function's configuration, in
   * the form of the blocks.
   *
   * @param declared the blocks so far: {@code latest} has one to carry an alias, or where it is
   *     declared without any; where the API tells no description, it is the declared one
   * @return a failed call, or any answer
   */
  ApiResult readInto(ObjectNode shown, Map<String, VersionBlock> declared) {
    ApiResult versions = calls.send(LIST, Map.of("urn", urn), null);
    if (!(versions instanceof Answered listed)) {
      return versions;
    }
    ApiResult aliases = calls.send(LIST_ALIASES, Map.of("urn", urn), null);
    if (!(aliases instanceof Answered named)) {
      return aliases;
    }
    Map<String, JsonNode> byVersion = new HashMap<>();
    named.json().forEach(alias -> byVersion.put(alias.path("version").asText(), alias));
    ArrayNode blocks = shown.putArray("versions");
    for (JsonNode version : listed.json().path("versions")) {
      String name = version.path("version").asText();
      JsonNode alias = byVersion.get(name);
      if (alias != null || !name.equals(FunctionUrn.LATEST) || declared.containsKey(name)) {
        ObjectNode block = blocks.addObject().put("name", name);
        VersionBlock known = declared.get(name);
        block.put(
            "description",
            version.path("version_description").asText(known == null ? "" : known.description()));
        ArrayNode array = block.putArray("aliases");
        if (alias != null) {
          array.add(alias);
        }
      }
    }
    return aliases;
  }
}
