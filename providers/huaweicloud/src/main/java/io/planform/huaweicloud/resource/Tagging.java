package io.planform.huaweicloud.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.spi.value.Value;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tags of the services that take what is to be added and what is to go in calls of their own. */
public final class Tagging {
  private Tagging() {}

  /**
   * Makes an object's {@code tags} those that are desired.
   *
   * @param call takes {@code {action, tags}}
   * @param prior null for a new object
   */
  public static ApiResult change(
      Call call,
      Map<String, String> path,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Calls calls) {
    Map<String, String> wanted = Texts.map(desired.get("tags"));
    Map<String, String> gone =
        prior == null ? Map.of() : new TreeMap<>(Texts.map(prior.get("tags")));
    gone.keySet().removeAll(wanted.keySet());
    if (!gone.isEmpty()) {
      ApiResult removed = calls.part("untag").send(call, path, body("delete", gone));
      if (wanted.isEmpty() || !(removed instanceof Answered)) {
        return removed;
      }
    }
    return calls.part("tag").send(call, path, body("create", wanted));
  }

  private static ObjectNode body(String action, Map<String, String> tags) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("action", action);
    ArrayNode list = body.putArray("tags");
    tags.forEach((key, value) -> list.addObject().put("key", key).put("value", value));
    return body;
  }
}
