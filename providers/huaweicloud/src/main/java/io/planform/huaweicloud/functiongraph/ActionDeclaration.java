package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.defaulted;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.STRING;

import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.huaweicloud.resource.Field;
import java.util.ArrayList;
import java.util.List;

/** Types that stand for something done once, as data. */
final class ActionDeclaration {
  private static final String FUNCTIONS = "/v2/{project}/fgs/functions";

  static final Call PIN = new Call("PUT", FUNCTIONS + "/{urn}/collect/true");
  static final Call UNPIN = new Call("PUT", FUNCTIONS + "/{urn}/collect/false");
  static final Call ENABLE_LOGS = new Call("POST", FUNCTIONS + "/enable-lts-logs");
  static final Call SWITCH = new Call("PUT", "/v2/{project}/fgs/triggers/{urn}/{type}/{id}");

  /** A function that lists show first. */
  static final Declaration TOPPING =
      action("huaweicloud_fgs_function_topping", PIN, List.of(function()));

  static final Declaration LOGS = action("huaweicloud_fgs_lts_log_enable", ENABLE_LOGS, List.of());

  static final Declaration TRIGGER_STATUS =
      action(
          "huaweicloud_fgs_function_trigger_status_action",
          SWITCH,
          List.of(
              function(),
              required("trigger_type_code", STRING).notRead().replaces(),
              required("trigger_id", STRING).notRead().replaces(),
              required("trigger_status", STRING)
                  .notRead()
                  .by(SWITCH)
                  .replaces()
                  .is("ACTIVE or DISABLED."),
              required("event_data", STRING)
                  .notRead()
                  .as(Encodings.JSON_OBJECT)
                  .by(SWITCH)
                  .replaces()
                  .is("A JSON object, by the trigger's type."),
              optional("enable_force_new", STRING).notRead()));

  private ActionDeclaration() {}

  private static Field function() {
    return required("function_urn", STRING).notRead().replaces();
  }

  private static Declaration action(String type, Call call, List<Field> arguments) {
    List<Field> fields = new ArrayList<>(arguments);
    fields.add(defaulted("region", STRING).notRead().replaces());
    fields.add(computed("id", STRING).notRead());
    return new Declaration(type, fields, List.of(), call, List.of());
  }
}
