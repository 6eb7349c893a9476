package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.planform.functiongraph.schedule.TimerSchedule;
import io.planform.functiongraph.schedule.TimerSchedule.Parsed;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Field;
import io.planform.huaweicloud.resource.Group;
import io.planform.huaweicloud.resource.JsonMeaning;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** {@code huaweicloud_fgs_trigger}: what its declaration cannot say. */
final class TriggerBlockResource extends TriggerResource {
  private static final String EVENT_DATA = "event_data";

  /** What the API is sent where a manifest says nothing, by block and path. */
  private static final Map<String, Map<String, JsonNode>> DEFAULTS =
      Map.of(
          "kafka", Map.of("batch_size", IntNode.valueOf(100)),
          "apig",
              Map.of(
                  "protocol", TextNode.valueOf("HTTPS"),
                  "auth", TextNode.valueOf("IAM"),
                  "func_info.timeout", IntNode.valueOf(5000)));

  /** What all APIs of such triggers are. */
  private static final Map<String, JsonNode> APIG =
      Map.of(
          "env_id", TextNode.valueOf("DEFAULT_ENVIRONMENT_RELEASE_ID"),
          "match_mode", TextNode.valueOf("SWA"),
          "req_method", TextNode.valueOf("ANY"),
          "backend_type", TextNode.valueOf("FUNCTION"),
          "type", IntNode.valueOf(1),
          "func_info.invocation_type", TextNode.valueOf("sync"));

  TriggerBlockResource(
      ApiClient client, String region, Duration pollInterval, Inventory inventory) {
    super(TriggerBlocks.TRIGGERS, client, region, pollInterval, inventory);
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    List<Diagnostic> diagnostics = new ArrayList<>(TriggerChecks.common(configuration, region()));
    String type = Texts.of(configuration.get("type"));
    if (type.isEmpty()) {
      return diagnostics;
    }
    String own = TriggerBlocks.BLOCKS.get(type);
    if (own == null) {
      diagnostics.add(
          Diagnostic.error(
                  "Invalid type",
                  "\"%s\" is none of %s."
                      .formatted(
                          type, String.join(", ", new TreeSet<>(TriggerBlocks.BLOCKS.keySet()))))
              .at(ValuePath.of("type"))
              .withHint("huaweicloud_fgs_function_trigger has all types."));
      return diagnostics;
    }
    for (String name : new TreeSet<>(TriggerBlocks.BLOCKS.values())) {
      Value blocks = configuration.get(name);
      boolean present = blocks.isUnknown() || block(configuration, name).isPresent();
      if (name.equals(own) != present) {
        diagnostics.add(
            Diagnostic.error(
                    present ? "Block of another type" : "Block missing",
                    "A trigger of type %s has a block \"%s\"%s."
                        .formatted(type, own, present ? " only" : ""))
                .at(ValuePath.of(present ? name : "type")));
      }
    }
    block(configuration, "timer").ifPresent(timer -> checkSchedule(timer, diagnostics));
    return diagnostics;
  }

  private static void checkSchedule(Value.Obj timer, List<Diagnostic> diagnostics) {
    String type = Texts.of(timer.get("schedule_type"));
    String schedule = Texts.of(timer.get("schedule"));
    if (!type.isEmpty()
        && !schedule.isEmpty()
        && TimerSchedule.parse(type, schedule) instanceof Parsed.Invalid(String reason)) {
      diagnostics.add(
          Diagnostic.error("Invalid schedule", reason)
              .at(ValuePath.of("timer").index(0).attribute("schedule")));
    }
  }

  @Override
  public List<Diagnostic> refusals(Value.Obj configuration) {
    return List.of();
  }

  private static Optional<Value.Obj> block(Value.Obj object, String name) {
    return object.get(name).revealed() instanceof Value.ListOf(_, List<Value> blocks)
            && !blocks.isEmpty()
            && blocks.getFirst().revealed() instanceof Value.Obj one
        ? Optional.of(one)
        : Optional.empty();
  }

  private static String blockOf(Value.Obj object) {
    return TriggerBlocks.BLOCKS.getOrDefault(Texts.of(object.get("type")), "");
  }

  @Override
  protected ApiResult send(
      Call call, Value.Obj object, Value.Obj desired, ObjectNode body, Calls calls) {
    String block = blockOf(object);
    if (body.remove(block) instanceof ObjectNode data) {
      DEFAULTS
          .getOrDefault(block, Map.of())
          .forEach((path, value) -> putIfAbsent(data, path, value));
      if (block.equals("apig")) {
        APIG.forEach((path, value) -> putIfAbsent(data, path, value));
        putIfAbsent(data, "path", TextNode.valueOf("/" + data.path("name").asText()));
      }
      body.set(EVENT_DATA, data);
    }
    return super.send(call, object, desired, body, calls);
  }

  private static void putIfAbsent(ObjectNode data, String path, JsonNode value) {
    if (JsonMeaning.at(data, path).isMissingNode()) {
      JsonMeaning.put(data, path, value);
    }
  }

  /** With the event data as the block of the trigger's type; defaults count as not declared. */
  @Override
  Value.Obj state(JsonNode answer, Value.Obj known) {
    ObjectNode shown = answer.deepCopy();
    String block = TriggerBlocks.BLOCKS.getOrDefault(answer.path("trigger_type_code").asText(), "");
    if (!block.isEmpty() && shown.remove(EVENT_DATA) instanceof ObjectNode data) {
      shown.set(block, data);
    }
    Value.Obj live = live(shown, known);
    return block(live, block)
        .map(found -> with(live, block, undeclared(block, found, block(known, block))))
        .orElse(live);
  }

  private static Value.Obj with(Value.Obj live, String block, Value.Obj one) {
    return live.get(block) instanceof Value.ListOf(Type element, _)
        ? live.with(block, new Value.ListOf(element, List.of(one)))
        : live;
  }

  private Value.Obj undeclared(String block, Value.Obj found, Optional<Value.Obj> known) {
    Map<String, JsonNode> usual = DEFAULTS.getOrDefault(block, Map.of());
    Value.Obj result = found;
    for (Group group : declaration().groups()) {
      for (Field field : group.name().equals(block) ? group.fields() : List.<Field>of()) {
        Type type = field.attribute().type();
        boolean declared = known.filter(each -> !each.get(field.name()).isNull()).isPresent();
        if (!declared
            && usual.containsKey(field.sentAt())
            && field
                .encoding()
                .decode(usual.get(field.sentAt()), type)
                .equals(found.get(field.name()))) {
          result = result.with(field.name(), new Value.Null(type));
        }
      }
    }
    return result;
  }

  /** By what the block says. */
  @Override
  boolean isMeant(JsonNode trigger, Value.Obj planned) {
    String block = blockOf(planned);
    return state(trigger, planned).get(block).revealed().equals(planned.get(block).revealed());
  }
}
