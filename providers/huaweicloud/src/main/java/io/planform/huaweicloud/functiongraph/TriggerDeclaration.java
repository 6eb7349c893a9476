package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.defaulted;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.STRING;

import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.huaweicloud.resource.Group;
import io.planform.spi.provider.Schema.Nesting;
import java.util.List;

/** {@code huaweicloud_fgs_function_trigger} as data. */
final class TriggerDeclaration {
  private static final String TRIGGERS = "/v2/{project}/fgs/triggers/{urn}";
  private static final String TRIGGER = TRIGGERS + "/{type}/{id}";

  static final Call CREATE = new Call("POST", TRIGGERS);
  static final Call LIST = new Call("GET", TRIGGERS);
  static final Call LIST_ALL = new Call("GET", "/v2/{project}/fgs/triggers");
  static final Call SHOW = new Call("GET", TRIGGER);
  static final Call CHANGE = new Call("PUT", TRIGGER);
  static final Call DELETE = new Call("DELETE", TRIGGER);

  static final Declaration FUNCTION_TRIGGERS =
      new Declaration(
          "huaweicloud_fgs_function_trigger",
          List.of(
              required("function_urn", STRING).notRead().replaces(),
              required("type", STRING).at("trigger_type_code").by(CREATE).replaces(),
              required("event_data", STRING)
                  .as(Encodings.JSON_OBJECT)
                  .by(CREATE, CHANGE)
                  .is("A JSON object, by the trigger's type."),
              defaulted("status", STRING).at("trigger_status").by(CHANGE).is("ACTIVE or DISABLED."),
              optional("cascade_delete_eg_subscription", BOOL).notRead(),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING).readAt("trigger_id"),
              computed("invoke_url", STRING).moving().is("Of an APIG trigger."),
              computed("created_at", STRING).readAt("created_time"),
              computed("updated_at", STRING).readAt("last_updated_time").moving()),
          List.of(
              Group.of(
                  "timeouts",
                  Nesting.SINGLE,
                  1,
                  List.of(optional("update", STRING), optional("delete", STRING)))),
          CREATE,
          List.of(CHANGE));

  private TriggerDeclaration() {}
}
