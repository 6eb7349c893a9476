package io.planform.planner.render.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.evaluation.CheckResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What is known of conditions, as plans and states have it in {@code checks}. */
final class ChecksJson {
  private ChecksJson() {}

  static ArrayNode of(List<CheckResult> results) {
    List<CheckResult> sorted = new ArrayList<>(results);
    sorted.sort(Comparator.comparing(result -> display(result.module().toString(), result)));
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    sorted.forEach(result -> result(result, all.addObject()));
    return all;
  }

  private static void result(CheckResult result, ObjectNode document) {
    address(result, document.putObject("address"));
    document.put("status", lower(result.status()));
    if (result.instances().isEmpty()) {
      return;
    }
    ArrayNode instances = document.putArray("instances");
    for (CheckResult.Instance each : result.instances()) {
      ObjectNode instance = instances.addObject();
      instance(result, each, instance.putObject("address"));
      instance.put("status", lower(each.status()));
      if (!each.problems().isEmpty()) {
        ArrayNode problems = instance.putArray("problems");
        each.problems().forEach(problem -> problems.addObject().put("message", problem));
      }
    }
  }

  private static void address(CheckResult result, ObjectNode address) {
    address.put("kind", lower(result.kind()));
    String module = result.module().toString();
    if (!module.isEmpty()) {
      address.put("module", module);
    }
    if (result.kind() == CheckResult.Kind.RESOURCE) {
      String[] parts = result.name().split("[.]", -1);
      boolean data = parts.length == 3;
      address.put("mode", data ? "data" : "managed");
      address.put("type", parts[parts.length - 2]);
      address.put("name", parts[parts.length - 1]);
    } else {
      address.put("name", result.name());
    }
    address.put("to_display", display(module, result));
  }

  private static void instance(
      CheckResult result, CheckResult.Instance instance, ObjectNode address) {
    String module = instance.module().toString();
    if (!module.isEmpty()) {
      address.put("module", module);
    }
    String key =
        switch (instance.key()) {
          case null -> "";
          case InstanceKey.Index index -> {
            address.put("instance_key", index.index());
            yield index.toString();
          }
          case InstanceKey.Name name -> {
            address.put("instance_key", name.name());
            yield name.toString();
          }
        };
    address.put("to_display", display(module, result) + key);
  }

  private static String display(String module, CheckResult result) {
    String kind =
        switch (result.kind()) {
          case RESOURCE -> "";
          case OUTPUT_VALUE -> "output.";
          case CHECK -> "check.";
          case VAR -> "var.";
        };
    return (module.isEmpty() ? "" : module + ".") + kind + result.name();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
