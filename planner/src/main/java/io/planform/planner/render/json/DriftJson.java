package io.planform.planner.render.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.drift.Cause;
import io.planform.planner.drift.DriftReport;
import io.planform.planner.drift.DriftedAttribute;
import io.planform.planner.drift.DriftedObject;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.spi.provider.ChangeHistory.Change;
import io.planform.spi.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A report of drift as a document, format 1.0. Sensitive values are left out: reports travel
 * further than states do.
 */
public final class DriftJson {
  private DriftJson() {}

  public static ObjectNode document(DriftReport report) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("format_version", "1.0");
    document.put("at", report.at().toString());
    document.put("target", report.target());
    document.put("revision", report.revision());
    document.put("drifted", report.isDrifted());
    document.put("ignored", report.ignored());
    report.causes().forEach(cause -> cause(cause, document.withArray("/causes").addObject()));
    report
        .unmanaged()
        .forEach(
            (address, found) ->
                document
                    .withArray("/unmanaged")
                    .addObject()
                    .put("address", address.toString())
                    .put("id", found.id())
                    .put("block", found.block()));
    return document;
  }

  private static void cause(Cause cause, ObjectNode json) {
    json.put("known", cause.isKnown());
    if (cause.isKnown()) {
      json.put("actor", cause.actor());
      json.put("source", cause.source());
      json.put("first", cause.first().toString());
      json.put("last", cause.last().toString());
    }
    cause.objects().forEach(object -> object(object, json.withArray("/objects").addObject()));
  }

  private static void object(DriftedObject object, ObjectNode json) {
    json.put("address", object.address().toString());
    json.put("type", object.address().type());
    json.put("id", object.objectId());
    if (!object.deposed().isEmpty()) {
      json.put("deposed", object.deposed());
    }
    json.put("gone", object.gone());
    object
        .attributes()
        .forEach(attribute -> attribute(attribute, json.withArray("/attributes").addObject()));
    for (Change call : object.calls()) {
      json.withArray("/calls")
          .addObject()
          .put("at", call.at().toString())
          .put("actor", call.actor())
          .put("source", call.source())
          .put("call", call.call());
    }
  }

  private static void attribute(DriftedAttribute attribute, ObjectNode json) {
    json.put("path", attribute.path().toString());
    json.put("is_declared", attribute.isDeclared());
    if (attribute.declared() instanceof Value.Unknown) {
      json.put("declared_unknown", true);
    } else if (attribute.isDeclared()) {
      value("declared", attribute.declared(), json);
    }
    value("applied", attribute.applied(), json);
    value("live", attribute.live(), json);
  }

  private static void value(String name, @Nullable Value value, ObjectNode json) {
    if (value == null) {
      json.putNull(name);
    } else if (value.containsSensitive()) {
      json.put("sensitive", true);
    } else {
      json.set(name, RecordedState.json(value));
    }
  }
}
