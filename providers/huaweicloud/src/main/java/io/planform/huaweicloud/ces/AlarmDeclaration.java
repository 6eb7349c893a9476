package io.planform.huaweicloud.ces;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.defaulted;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Group;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import java.util.List;

/** {@code huaweicloud_ces_alarmrule} as data. */
final class AlarmDeclaration {
  private static final String ALL = "/V1.0/{project}/alarms";
  private static final int MANY = Integer.MAX_VALUE;

  static final Call LIST = new Call("GET", ALL);
  static final Call CREATE = new Call("POST", ALL);
  static final Call CHANGE = new Call("PUT", ALL + "/{id}");
  static final Call SWITCH = new Call("PUT", ALL + "/{id}/action");
  static final Call DELETE = new Call("DELETE", ALL + "/{id}");

  static final Declaration ALARMS =
      new Declaration(
          "huaweicloud_ces_alarmrule",
          List.of(
              required("alarm_name", STRING).by(CREATE, CHANGE),
              optional("alarm_description", STRING).by(CREATE, CHANGE),
              defaulted("alarm_enabled", BOOL).by(CREATE, SWITCH),
              defaulted("alarm_action_enabled", BOOL).by(CREATE, CHANGE),
              defaulted("alarm_level", NUMBER).by(CREATE, CHANGE),
              optional("alarm_type", STRING).notRead().replaces(),
              optional("alarm_template_id", STRING).notRead().replaces(),
              optional("effective_timezone", STRING).notRead(),
              defaulted("notification_begin_time", STRING).notRead(),
              defaulted("notification_end_time", STRING).notRead(),
              defaulted("resource_group_id", STRING).notRead(),
              defaulted("enterprise_project_id", STRING).notRead(),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING).readAt("alarm_id"),
              computed("alarm_state", STRING).moving(),
              computed("update_time", NUMBER).moving()),
          List.of(
              Group.of(
                      "metric",
                      Nesting.LIST,
                      1,
                      List.of(required("namespace", STRING), defaulted("metric_name", STRING)))
                  .at("metric")
                  .holding(
                      Group.of(
                              "dimensions",
                              Nesting.SET,
                              MANY,
                              List.of(required("name", STRING), optional("value", STRING)))
                          .at("dimensions"))
                  .by(CREATE),
              Group.of(
                      "condition",
                      Nesting.SET,
                      1,
                      List.of(
                          required("period", NUMBER),
                          required("filter", STRING),
                          required("comparison_operator", STRING),
                          required("value", NUMBER),
                          required("count", NUMBER),
                          optional("unit", STRING),
                          optional("suppress_duration", NUMBER).notRead(),
                          optional("metric_name", STRING).notRead(),
                          optional("alarm_level", NUMBER).notRead()))
                  .at("condition")
                  .by(CREATE, CHANGE),
              actions("alarm_actions").by(CREATE, CHANGE),
              actions("ok_actions").by(CREATE, CHANGE),
              Group.of(
                  "insufficientdata_actions",
                  Nesting.LIST,
                  MANY,
                  List.of(
                      required("type", STRING), required("notification_list", Type.list(STRING)))),
              Group.of("resources", Nesting.SET, MANY, List.of())
                  .holding(
                      Group.of(
                          "dimensions",
                          Nesting.LIST,
                          MANY,
                          List.of(required("name", STRING), defaulted("value", STRING))))),
          CREATE,
          List.of(CHANGE, SWITCH));

  private static Group actions(String name) {
    return Group.of(
            name,
            Nesting.LIST,
            MANY,
            List.of(
                required("type", STRING),
                required("notification_list", Type.list(STRING)).at("notificationList")))
        .at(name);
  }

  private AlarmDeclaration() {}
}
