package io.planform.huaweicloud.sfs;

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

/** {@code huaweicloud_sfs_turbo} as data. */
final class TurboDeclaration {
  private static final String SHARES = "/v1/{project}/sfs-turbo/shares";

  static final Call LIST = new Call("GET", SHARES + "/detail");
  static final Call CREATE = new Call("POST", SHARES);
  static final Call CHANGE = new Call("POST", SHARES + "/{id}/action");
  static final Call DELETE = new Call("DELETE", SHARES + "/{id}");

  static final Call TAG = new Call("POST", "/v1/{project}/sfs-turbo/{id}/tags/action");

  static final Declaration FILE_SYSTEMS =
      new Declaration(
          "huaweicloud_sfs_turbo",
          List.of(
              required("name", STRING).by(CREATE, CHANGE),
              required("size", NUMBER).by(CREATE, CHANGE).is("Gigabytes, 500 or more."),
              required("availability_zone", STRING).by(CREATE).replaces(),
              required("vpc_id", STRING).by(CREATE).replaces(),
              required("subnet_id", STRING).by(CREATE).replaces(),
              required("security_group_id", STRING).by(CREATE, CHANGE),
              optional("share_proto", STRING).by(CREATE).notRead().replaces(),
              optional("share_type", STRING).by(CREATE).notRead().replaces(),
              defaulted("enterprise_project_id", STRING).by(CREATE).replaces(),
              defaulted("tags", Type.map(STRING)).by(TAG),
              optional("auto_create_security_group_rules", STRING).notRead(),
              optional("auto_renew", STRING).notRead(),
              defaulted("backup_id", STRING).notRead().replaces(),
              defaulted("charging_mode", STRING).notRead().replaces(),
              optional("crypt_key_id", STRING).notRead().replaces(),
              optional("dedicated_flavor", STRING).notRead().replaces(),
              optional("dedicated_storage_id", STRING).notRead().replaces(),
              defaulted("enhanced", BOOL).notRead().replaces(),
              defaulted("hpc_bandwidth", STRING).notRead().replaces(),
              defaulted("hpc_cache_bandwidth", STRING).notRead(),
              optional("period", NUMBER).notRead().replaces(),
              optional("period_unit", STRING).notRead().replaces(),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING),
              computed("available_capacity", STRING).readAt("avail_capacity").moving(),
              computed("export_location", STRING),
              computed("status", STRING),
              computed("version", STRING)),
          List.of(
              Group.of(
                  "timeouts",
                  Nesting.SINGLE,
                  1,
                  List.of(
                      optional("create", STRING),
                      optional("update", STRING),
                      optional("delete", STRING)))),
          CREATE,
          List.of(CHANGE, TAG));

  private TurboDeclaration() {}
}
