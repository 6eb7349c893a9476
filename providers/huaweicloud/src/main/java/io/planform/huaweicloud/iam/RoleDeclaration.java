package io.planform.huaweicloud.iam;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.huaweicloud.resource.Field;
import java.util.List;

/** {@code huaweicloud_identity_role}, a custom policy, as data. */
final class RoleDeclaration {
  private static final String ALL = "/v3.0/OS-ROLE/roles";
  private static final String ONE = ALL + "/{id}";

  static final Call LIST = new Call("GET", ALL);
  static final Call CREATE = new Call("POST", ALL);
  static final Call UPDATE = new Call("PATCH", ONE);
  static final Call DELETE = new Call("DELETE", ONE);

  static final Declaration ROLES =
      new Declaration(
          "huaweicloud_identity_role",
          List.of(
              sent(required("name", STRING), "display_name"),
              sent(required("description", STRING), "description"),
              sent(required("type", STRING), "type")
                  .notRead()
                  .is("AX for services of the whole account, XA for those of projects."),
              sent(required("policy", STRING).as(Encodings.JSON_OBJECT), "policy"),
              computed("references", NUMBER),
              computed("id", STRING)),
          List.of(),
          CREATE,
          List.of(UPDATE));

  private RoleDeclaration() {}

  private static Field sent(Field field, String name) {
    return field.at("role." + name).readAt(name).by(CREATE, UPDATE);
  }
}
