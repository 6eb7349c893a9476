package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.defaulted;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Field;
import java.util.List;

/** {@code huaweicloud_fgs_dependency} and {@code huaweicloud_fgs_dependency_version} as data. */
final class DependencyDeclaration {
  private static final String ALL = "/v2/{project}/fgs/dependencies";
  private static final String ONE = ALL + "/{id}";
  private static final String LINK =
      "An address in object storage, or the path of a zip file on this machine.";

  static final Call LIST = new Call("GET", ALL);
  static final Call CREATE = new Call("POST", ALL);
  static final Call SHOW = new Call("GET", ONE);
  static final Call CHANGE = new Call("PUT", ONE);
  static final Call DELETE = new Call("DELETE", ONE);
  static final Call CREATE_VERSION = new Call("POST", ALL + "/version");
  static final Call LIST_VERSIONS = new Call("GET", ONE + "/version");
  static final Call SHOW_VERSION = new Call("GET", ONE + "/version/{version}");
  static final Call DELETE_VERSION = new Call("DELETE", ONE + "/version/{version}");

  /** Of older manifests: always the newest version. */
  static final Declaration DEPENDENCIES =
      new Declaration(
          "huaweicloud_fgs_dependency",
          List.of(
              required("name", STRING).by(CREATE, CHANGE),
              required("runtime", STRING).by(CREATE, CHANGE),
              required("link", STRING).at("depend_link").notRead().by(CREATE, CHANGE).is(LINK),
              defaulted("description", STRING).by(CREATE, CHANGE),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING),
              computed("owner", STRING),
              etag().by(CREATE, CHANGE),
              computed("size", NUMBER).moving(),
              computed("version", NUMBER).moving()),
          List.of(),
          CREATE,
          List.of(CHANGE));

  static final Declaration VERSIONS =
      new Declaration(
          "huaweicloud_fgs_dependency_version",
          List.of(
              required("name", STRING).by(CREATE_VERSION).replaces(),
              required("runtime", STRING).by(CREATE_VERSION).replaces(),
              required("link", STRING)
                  .at("depend_link")
                  .notRead()
                  .by(CREATE_VERSION)
                  .replaces()
                  .is(LINK),
              defaulted("description", STRING).by(CREATE_VERSION).replaces(),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING).notRead().is("dependency_id/version."),
              computed("dependency_id", STRING).readAt("dep_id"),
              computed("version_id", STRING).readAt("id").is("What depend_list takes."),
              computed("version", NUMBER),
              computed("owner", STRING),
              etag().replaces(),
              computed("size", NUMBER)),
          List.of(),
          CREATE_VERSION,
          List.of());

  private DependencyDeclaration() {}

  private static Field etag() {
    return computed("etag", STRING).foreseen();
  }
}
