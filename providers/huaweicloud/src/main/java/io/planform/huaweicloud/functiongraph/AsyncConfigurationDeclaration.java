package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.defaulted;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.huaweicloud.resource.Group;
import io.planform.spi.provider.Schema.Nesting;
import java.util.List;

/** {@code huaweicloud_fgs_async_invoke_configuration} as data. */
final class AsyncConfigurationDeclaration {
  private static final String PATH = "/v2/{project}/fgs/functions/{urn}/async-invoke-config";

  static final Call PUT = new Call("PUT", PATH);
  static final Call SHOW = new Call("GET", PATH);
  static final Call DELETE = new Call("DELETE", PATH);

  static final Declaration ASYNC_CONFIGURATIONS =
      new Declaration(
          "huaweicloud_fgs_async_invoke_configuration",
          List.of(
              required("function_urn", STRING).notRead().replaces(),
              required("max_async_event_age_in_seconds", NUMBER).by(PUT).is("1 to 86,400."),
              required("max_async_retry_attempts", NUMBER).by(PUT).is("0 to 3."),
              optional("enable_async_status_log", BOOL).by(PUT),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING).notRead(),
              computed("created_at", STRING).readAt("created_time"),
              computed("updated_at", STRING).readAt("last_modified").moving()),
          List.of(destination("on_success"), destination("on_failure")),
          PUT,
          List.of(PUT));

  private AsyncConfigurationDeclaration() {}

  private static Group destination(String name) {
    return Group.of(
            name,
            Nesting.LIST,
            1,
            List.of(
                required("destination", STRING).is("OBS, SMN, DIS or FunctionGraph."),
                required("param", STRING)
                    .as(Encodings.JSON_TEXT)
                    .is("A JSON object, by the destination.")))
        .at("destination_config." + name)
        .by(PUT);
  }
}
