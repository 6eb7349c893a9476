package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.config.ModulePath;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.evaluation.CheckResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of conditions. */
final class CheckDocument {
  private CheckDocument() {}

  static void write(CheckResult result, ObjectNode document) {
    document.put("kind", Fields.lower(result.kind()));
    Fields.texts(result.module().calls(), document.putArray("module"));
    document.put("name", result.name());
    document.put("status", Fields.lower(result.status()));
    ArrayNode instances = document.putArray("instances");
    for (CheckResult.Instance each : result.instances()) {
      ObjectNode instance = instances.addObject();
      ArrayNode steps = instance.putArray("module");
      for (ModuleInstance.Step step : each.module().steps()) {
        key(step.key(), steps.addObject().put("call", step.call()));
      }
      key(each.key(), instance);
      instance.put("status", Fields.lower(each.status()));
      Fields.texts(each.problems(), instance.putArray("problems"));
    }
  }

  private static void key(@Nullable InstanceKey key, ObjectNode document) {
    switch (key) {
      case null -> {}
      case InstanceKey.Index(int index) -> document.put("key", index);
      case InstanceKey.Name(String name) -> document.put("key", name);
    }
  }

  static CheckResult read(JsonNode document) throws UnusableException {
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
              Fields.constant(CheckResult.Status.class, instance.path("status")),
              Fields.texts(instance.path("problems"))));
    }
    return new CheckResult(
        Fields.constant(CheckResult.Kind.class, document.path("kind")),
        new ModulePath(Fields.texts(document.path("module"))),
        document.path("name").asText(),
        Fields.constant(CheckResult.Status.class, document.path("status")),
        instances);
  }

  private static @Nullable InstanceKey key(JsonNode key) {
    return key.isTextual()
        ? new InstanceKey.Name(key.textValue())
        : key.isInt() ? new InstanceKey.Index(key.intValue()) : null;
  }
}
