package io.planform.planner.plan.prior;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.config.ModulePath;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.evaluation.CheckResult;
import io.planform.planner.plan.prior.StateDocument.MalformedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is known of conditions, as saved plans and states keep it. */
public final class CheckDocument {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CheckDocument() {}

  public static ArrayNode write(List<CheckResult> results) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    results.forEach(result -> write(result, all.addObject()));
    return all;
  }

  private static void write(CheckResult result, ObjectNode document) {
    document.put("kind", lower(result.kind()));
    texts(result.module().calls(), document.putArray("module"));
    document.put("name", result.name());
    document.put("status", lower(result.status()));
    ArrayNode instances = document.putArray("instances");
    for (CheckResult.Instance each : result.instances()) {
      ObjectNode instance = instances.addObject();
      ArrayNode steps = instance.putArray("module");
      for (ModuleInstance.Step step : each.module().steps()) {
        key(step.key(), steps.addObject().put("call", step.call()));
      }
      key(each.key(), instance);
      instance.put("status", lower(each.status()));
      texts(each.problems(), instance.putArray("problems"));
    }
  }

  private static void key(@Nullable InstanceKey key, ObjectNode document) {
    switch (key) {
      case null -> {}
      case InstanceKey.Index(int index) -> document.put("key", index);
      case InstanceKey.Name(String name) -> document.put("key", name);
    }
  }

  /** Reads what a state keeps. */
  static List<CheckResult> read(@Nullable String document) throws MalformedException {
    try {
      return document == null ? List.of() : read(JSON.readTree(document));
    } catch (JsonProcessingException _) {
      throw new MalformedException("What the state holds of conditions is not JSON.");
    }
  }

  public static List<CheckResult> read(JsonNode results) throws MalformedException {
    List<CheckResult> all = new ArrayList<>();
    for (JsonNode result : results) {
      all.add(result(result));
    }
    return all;
  }

  private static CheckResult result(JsonNode document) throws MalformedException {
    List<CheckResult.Instance> instances = new ArrayList<>();
    for (JsonNode instance : document.path("instances")) {
      List<ModuleInstance.Step> steps = new ArrayList<>();
      for (JsonNode step : instance.path("module")) {
        steps.add(new ModuleInstance.Step(step.path("call").asText(), key(step.path("key"))));
      }
      instances.add(
          new CheckResult.Instance(
              new ModuleInstance(steps),
              key(instance.path("key")),
              constant(CheckResult.Status.class, instance.path("status")),
              texts(instance.path("problems"))));
    }
    return new CheckResult(
        constant(CheckResult.Kind.class, document.path("kind")),
        new ModulePath(texts(document.path("module"))),
        document.path("name").asText(),
        constant(CheckResult.Status.class, document.path("status")),
        instances);
  }

  private static @Nullable InstanceKey key(JsonNode key) {
    return key.isTextual()
        ? new InstanceKey.Name(key.textValue())
        : key.isInt() ? new InstanceKey.Index(key.intValue()) : null;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonNode name)
      throws MalformedException {
    for (E constant : type.getEnumConstants()) {
      if (lower(constant).equals(name.asText())) {
        return constant;
      }
    }
    throw new MalformedException(
        "It says \"" + name.asText() + "\", which this version of Planform does not know.");
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void texts(Collection<String> texts, ArrayNode array) {
    texts.forEach(array::add);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
