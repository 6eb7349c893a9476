package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.defaulted;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.STRING;

import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Encodings;
import java.util.List;

/** {@code huaweicloud_fgs_function_event} as data. */
final class EventDeclaration {
  private static final String ALL = "/v2/{project}/fgs/functions/{urn}/events";
  private static final String ONE = ALL + "/{id}";

  static final Call LIST = new Call("GET", ALL);
  static final Call CREATE = new Call("POST", ALL);
  static final Call SHOW = new Call("GET", ONE);
  static final Call CHANGE = new Call("PUT", ONE);
  static final Call DELETE = new Call("DELETE", ONE);

  static final Declaration FUNCTION_EVENTS =
      new Declaration(
          "huaweicloud_fgs_function_event",
          List.of(
              required("function_urn", STRING).notRead().replaces(),
              required("name", STRING).by(CREATE, CHANGE),
              required("content", STRING).by(CREATE, CHANGE).is("Base64."),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING),
              computed("updated_at", STRING)
                  .readAt("last_modified")
                  .as(Encodings.EPOCH_AS_TIME)
                  .moving()),
          List.of(),
          CREATE,
          List.of(CHANGE));

  private EventDeclaration() {}
}
