package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import java.util.List;
import java.util.Map;

/** The calls about one function's reserved instances. */
final class ReservationCalls {
  private static final Call LIST =
      new Call("GET", "/v2/{project}/fgs/functions/reservedinstanceconfigs");
  private static final Call SET =
      new Call("PUT", "/v2/{project}/fgs/functions/{urn}:{qualifier}/reservedinstances");
  private static final int PAGE = 100;

  private final String urn;
  private final Calls calls;

  /**
   * @param urn of the function, without version
   */
  ReservationCalls(String urn, Calls calls) {
    this.urn = urn;
    this.calls = calls;
  }

  /**
   * Takes back what is not wanted any more, then sets what is another; the first failure ends it.
   */
  ApiResult make(List<ReservationBlock> prior, List<ReservationBlock> wanted) {
    ApiResult result = VersionCalls.nothingToDo();
    for (ReservationBlock before : prior) {
      if (result instanceof Answered && wanted.stream().noneMatch(before::isFor)) {
        result = takeBack(before);
      }
    }
    for (ReservationBlock block : wanted) {
      if (result instanceof Answered && !prior.contains(block)) {
        result = send(block, block.settings());
      }
    }
    return result;
  }

  /** What has no version or alias any more has no instances. */
  private ApiResult takeBack(ReservationBlock block) {
    ObjectNode none = JsonNodeFactory.instance.objectNode().put("count", 0).put("idle_mode", false);
    ApiResult result = send(block, none);
    return result instanceof Rejected rejected && rejected.isNotFound()
        ? VersionCalls.nothingToDo()
        : result;
  }

  private ApiResult send(ReservationBlock block, ObjectNode settings) {
    return calls
        .part("reserved instances of " + block.qualifier())
        .send(SET, Map.of("urn", urn, "qualifier", block.qualifier()), settings);
  }

  /**
   * Reads all into {@code reserved_instances} of a function's configuration, in the form of the
   * blocks.
   *
   * @return a failed call, or any answer
   */
  ApiResult readInto(ObjectNode shown) {
    ArrayNode blocks = shown.putArray("reserved_instances");
    while (true) {
      String query =
          "function_urn=%s&limit=%d&marker=%d".formatted(urn + ":latest", PAGE, blocks.size());
      ApiResult result = calls.page(LIST, Map.of(), query);
      if (!(result instanceof Answered answer)) {
        return result;
      }
      JsonNode page = answer.json().path("reserved_instances");
      for (JsonNode each : page) {
        ObjectNode block = blocks.addObject();
        block.set("qualifier_type", each.path("qualifier_type"));
        block.set("qualifier_name", each.path("qualifier_name"));
        block.set("count", each.path("min_count"));
        block.set("idle_mode", each.path("idle_mode"));
        block.set("tactics_config", each.path("tactics_config"));
      }
      if (page.isEmpty()) {
        return result;
      }
    }
  }
}
