package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.plan.Parallelism;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a plan was asked for. */
final class RequestDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private RequestDocument() {}

  static ObjectNode write(PlanRequest request) {
    ObjectNode document = JSON.objectNode();
    document.put("mode", Fields.lower(request.mode()));
    document.put("refresh", request.refresh());
    Fields.texts(request.targets(), document.putArray("targets"));
    Fields.texts(request.excluded(), document.putArray("excluded"));
    Fields.texts(request.replace(), document.putArray("replace"));
    return document;
  }

  static PlanRequest read(JsonNode document) throws UnusableException {
    Set<Address> replace = new LinkedHashSet<>();
    for (JsonNode text : document.path("replace")) {
      replace.add(Fields.address(text.asText()));
    }
    return new PlanRequest(
        Fields.constant(Plan.Mode.class, document.path("mode")),
        document.path("refresh").booleanValue(),
        targets(document.path("targets")),
        targets(document.path("excluded")),
        replace,
        Parallelism.USUAL);
  }

  private static Set<Target> targets(JsonNode texts) throws UnusableException {
    Set<Target> targets = new LinkedHashSet<>();
    for (JsonNode text : texts) {
      Target target = Target.parse(text.asText());
      if (target == null) {
        throw Fields.notAddress(text.asText());
      }
      targets.add(target);
    }
    return targets;
  }
}
