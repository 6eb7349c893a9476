package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.spi.value.Type.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.DataSource;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.huaweicloud.resource.Field;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code huaweicloud_fgs_function_triggers}: of one function, or of all. */
final class TriggersData implements DataSource {
  static final String TYPE = "huaweicloud_fgs_function_triggers";

  private static final String FUNCTION = "function_urn";
  private static final List<Field> ARGUMENTS =
      List.of(
          optional(FUNCTION, STRING),
          optional("trigger_id", STRING),
          optional("type", STRING),
          optional("status", STRING),
          optional("start_time", STRING).is("Created then or later: 2026-01-31T08:00:00Z."),
          optional("end_time", STRING).is("Created then or earlier."));
  private static final Shape TRIGGER =
      Shape.of(
          computed("id", STRING).readAt("trigger_id"),
          computed("function_urn", STRING).readAt("func_urn"),
          computed("type", STRING).readAt("trigger_type_code"),
          computed("status", STRING).readAt("trigger_status"),
          computed("event_data", STRING).as(Encodings.JSON_OBJECT),
          computed("created_at", STRING).readAt("created_time"),
          computed("updated_at", STRING).readAt("last_updated_time"));

  private final ListedData ofAll =
      listed(new Call("GET", "/v2/{project}/fgs/triggers"), "/triggers", Map.of());
  private final ListedData ofFunction =
      listed(TriggerDeclaration.LIST, "", Map.of("urn", FUNCTION));

  private static ListedData listed(Call call, String array, Map<String, String> path) {
    return new ListedData(
        TYPE,
        ARGUMENTS,
        call,
        array,
        path,
        Map.of(),
        "triggers",
        TRIGGER,
        TriggersData::fits,
        TriggersData::withFunction);
  }

  @Override
  public Schema schema() {
    return ofAll.schema();
  }

  @Override
  public Read read(Value.Obj configuration, Calls calls) {
    return configuration.get(FUNCTION).isNull()
        ? ofAll.read(configuration, calls)
        : ofFunction.read(configuration, calls);
  }

  private static boolean fits(Value.Obj configuration, JsonNode trigger) {
    Optional<Instant> created = time(trigger.path("created_time").asText());
    return FunctionGraphData.fits(configuration.get("trigger_id"), trigger.path("trigger_id"))
        && FunctionGraphData.fits(configuration.get("type"), trigger.path("trigger_type_code"))
        && FunctionGraphData.fits(configuration.get("status"), trigger.path("trigger_status"))
        && time(configuration, "start_time")
            .map(start -> created.filter(at -> !at.isBefore(start)).isPresent())
            .orElse(true)
        && time(configuration, "end_time")
            .map(end -> created.filter(at -> !at.isAfter(end)).isPresent())
            .orElse(true);
  }

  private static Optional<Instant> time(Value.Obj configuration, String argument) {
    return time(Texts.of(configuration.get(argument)));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The list of one function does not repeat whose they are. */
  private static List<Diagnostic> withFunction(
      Value.Obj configuration, ObjectNode trigger, Calls calls) {
    if (!trigger.has("func_urn")) {
      trigger.put("func_urn", Texts.of(configuration.get(FUNCTION)));
    }
    return List.of();
  }
}
