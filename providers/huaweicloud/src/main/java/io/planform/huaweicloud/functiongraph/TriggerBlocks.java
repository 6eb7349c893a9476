package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.defaulted;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Encoding;
import io.planform.huaweicloud.resource.Field;
import io.planform.huaweicloud.resource.Group;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code huaweicloud_fgs_trigger} as data: the older resource, with a block for each type of
 * triggers where the newer one has JSON text. Each block stands for the whole {@code event_data}.
 */
final class TriggerBlocks {
  /** The block of each type of triggers. */
  static final Map<String, String> BLOCKS =
      Map.of(
          "TIMER", "timer",
          "OBS", "obs",
          "SMN", "smn",
          "DIS", "dis",
          "KAFKA", "kafka",
          "LTS", "lts",
          "APIG", "apig",
          "DEDICATEDGATEWAY", "apig");

  /** {@code ObjectCreated} in manifests, {@code s3:ObjectCreated:*} in the API, and so on. */
  private static final Encoding EVENTS =
      new Encoding() {
        @Override
        public JsonNode encode(Value value) {
          ArrayNode events = JsonNodeFactory.instance.arrayNode();
          if (value.revealed() instanceof Value.SetOf(_, List<Value> names)) {
            for (Value each : names) {
              if (each.revealed() instanceof Value.Str(String name)) {
                events.add("s3:" + event(name));
              }
            }
          }
          return events;
        }

        private static String event(String name) {
          return switch (name) {
            case "ObjectCreated", "ObjectRemoved" -> name + ":*";
            case "Delete", "DeleteMarkerCreated" -> "ObjectRemoved:" + name;
            default -> "ObjectCreated:" + name;
          };
        }

        @Override
        public Value decode(JsonNode node, Type type) {
          List<Value> names = new ArrayList<>();
          for (JsonNode each : node) {
            String[] parts = each.asText().split(":", -1);
            String last = parts[parts.length - 1];
            names.add(Value.of(last.equals("*") ? parts[parts.length - 2] : last));
          }
          return new Value.SetOf(STRING, names);
        }
      };

  /** The texts {@code true} and {@code false} in the API. */
  private static final Encoding BOOL_AS_TEXT =
      new Encoding() {
        @Override
        public JsonNode encode(Value value) {
          return TextNode.valueOf(Boolean.toString(value.revealed().equals(Value.of(true))));
        }

        @Override
        public Value decode(JsonNode node, Type type) {
          return Value.of(Boolean.parseBoolean(node.asText()));
        }
      };

  static final Declaration TRIGGERS =
      new Declaration(
          "huaweicloud_fgs_trigger",
          List.of(
              required("function_urn", STRING).notRead().replaces(),
              required("type", STRING)
                  .at("trigger_type_code")
                  .by(TriggerDeclaration.CREATE)
                  .replaces(),
              defaulted("status", STRING)
                  .at("trigger_status")
                  .by(TriggerDeclaration.CHANGE)
                  .is("ACTIVE or DISABLED."),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING).readAt("trigger_id")),
          List.of(
              block(
                  "timer",
                  required("name", STRING),
                  required("schedule_type", STRING),
                  required("schedule", STRING),
                  optional("additional_information", STRING).at("user_event")),
              block(
                  "obs",
                  required("bucket_name", STRING).at("bucket"),
                  required("event_notification_name", STRING).at("name"),
                  required("events", Type.set(STRING)).as(EVENTS),
                  optional("prefix", STRING),
                  optional("suffix", STRING)),
              block("smn", required("topic_urn", STRING)),
              block(
                      "dis",
                      required("stream_name", STRING),
                      required("starting_position", STRING).at("sharditerator_type"),
                      required("max_fetch_bytes", NUMBER),
                      required("pull_period", NUMBER).at("polling_interval"),
                      required("serial_enable", BOOL).at("is_serial").as(BOOL_AS_TEXT))
                  .with("polling_unit", TextNode.valueOf("ms")),
              block(
                  "kafka",
                  required("instance_id", STRING),
                  required("topic_ids", Type.set(STRING)),
                  optional("user_name", STRING).at("kafka_user"),
                  optional("password", STRING).at("kafka_password").notRead().sensitive(),
                  optional("batch_size", NUMBER)),
              block("lts", required("log_group_id", STRING), required("log_topic_id", STRING)),
              block(
                  "apig",
                  required("group_id", STRING),
                  required("api_name", STRING).at("name"),
                  required("env_name", STRING),
                  optional("instance_id", STRING),
                  optional("request_protocol", STRING).at("protocol"),
                  optional("security_authentication", STRING).at("auth"),
                  optional("timeout", NUMBER).at("func_info.timeout")),
              Group.of("timeouts", Nesting.SINGLE, 1, List.of(optional("update", STRING)))),
          TriggerDeclaration.CREATE,
          List.of(TriggerDeclaration.CHANGE));

  private TriggerBlocks() {}

  /** A change of anything in it makes another trigger. */
  private static Group block(String name, Field... fields) {
    List<Field> replacing = new ArrayList<>();
    for (Field field : fields) {
      replacing.add(field.replaces());
    }
    return Group.of(name, Nesting.LIST, 1, replacing).at(name).by(TriggerDeclaration.CREATE);
  }
}
