package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.defaulted;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.huaweicloud.resource.Field;
import io.planform.huaweicloud.resource.Group;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import java.util.List;

/** {@code huaweicloud_fgs_function} as data. */
final class FunctionDeclaration {
  private static final String FUNCTION = "/v2/{project}/fgs/functions/{urn}";
  private static final int MANY = Integer.MAX_VALUE;

  static final Call CREATE = new Call("POST", "/v2/{project}/fgs/functions");
  static final Call LIST = new Call("GET", "/v2/{project}/fgs/functions");
  static final Call CODE = new Call("PUT", FUNCTION + "/code");
  static final Call CONFIG = new Call("PUT", FUNCTION + "/config");
  static final Call MAX_INSTANCES = new Call("PUT", FUNCTION + "/config-max-instance");
  static final Call TAGS = new Call("POST", "/v2/{project}/functions/{urn}:latest/tags/create");
  static final Call UNTAG = new Call("DELETE", "/v2/{project}/functions/{urn}:latest/tags/delete");
  static final Call SHOW_TAGS = new Call("GET", "/v2/{project}/functions/{urn}:latest/tags");
  static final Call SHOW = new Call("GET", FUNCTION + "/config");
  static final Call SHOW_LOGS = new Call("GET", FUNCTION + ":latest/lts-log-detail");
  static final Call DELETE = new Call("DELETE", FUNCTION);

  /** Stands for all calls that versions and aliases need. */
  static final Call VERSIONS = new Call("POST", FUNCTION + "/versions");

  /** Stands for all calls that reserved instances need. */
  static final Call RESERVE = new Call("PUT", FUNCTION + "/reservedinstances");

  static final Declaration FUNCTIONS =
      new Declaration(
          "huaweicloud_fgs_function",
          fields(),
          groups(),
          CREATE,
          List.of(CONFIG, CODE, MAX_INSTANCES, TAGS, VERSIONS, RESERVE));

  private FunctionDeclaration() {}

  private static List<Field> fields() {
    return List.of(
        required("name", STRING).at("func_name").by(CREATE).replaces(),
        required("runtime", STRING).by(CREATE, CONFIG).replaces(),
        required("memory_size", NUMBER).by(CREATE, CONFIG).is("MB."),
        required("timeout", NUMBER).by(CREATE, CONFIG).is("Seconds."),
        optional("app", STRING).at("package").by(CREATE, CONFIG).is("The group of the function."),
        optional("package", STRING).by(CREATE, CONFIG).deprecated("Use app."),
        defaulted("handler", STRING).by(CREATE, CONFIG),
        optional("description", STRING).by(CREATE, CONFIG),
        defaulted("functiongraph_version", STRING).at("type").by(CREATE).replaces(),
        optional("agency", STRING).at("xrole").by(CREATE, CONFIG),
        optional("xrole", STRING).by(CREATE, CONFIG).deprecated("Use agency."),
        defaulted("app_agency", STRING).at("app_xrole").by(CONFIG),
        defaulted("code_type", STRING).by(CREATE, CODE),
        optional("code_url", STRING).by(CREATE, CODE),
        defaulted("code_filename", STRING).by(CREATE, CODE),
        optional("func_code", STRING)
            .at("func_code.file")
            .notRead()
            .as(Encodings.CODE)
            .by(CREATE, CODE)
            .is("Base64, or any other text; the state keeps its digest."),
        optional("code_encrypt_kms_key_id", STRING).by(CREATE).replaces(),
        defaulted("depend_list", Type.set(STRING)).at("depend_version_list").by(CODE),
        optional("user_data", STRING).as(Encodings.JSON_TEXT).by(CREATE, CONFIG),
        optional("encrypted_user_data", STRING).notRead().sensitive().by(CREATE, CONFIG),
        optional("user_data_encrypt_kms_key_id", STRING).by(CREATE, CONFIG),
        defaulted("enterprise_project_id", STRING).by(CREATE, CONFIG),
        defaulted("initializer_handler", STRING).by(CONFIG),
        defaulted("initializer_timeout", NUMBER).by(CONFIG).is("Seconds."),
        optional("pre_stop_handler", STRING).by(CREATE, CONFIG),
        optional("pre_stop_timeout", NUMBER).by(CREATE, CONFIG),
        optional("heartbeat_handler", STRING).by(CONFIG),
        optional("restore_hook_handler", STRING).by(CONFIG),
        optional("restore_hook_timeout", NUMBER).by(CONFIG),
        defaulted("ephemeral_storage", NUMBER).by(CONFIG).is("MB of /tmp."),
        optional("gpu_memory", NUMBER).by(CREATE, CONFIG),
        optional("gpu_type", STRING).by(CREATE, CONFIG),
        defaulted("concurrency_num", NUMBER).at("strategy_config.concurrent_num").by(CONFIG),
        defaulted("max_instance_num", STRING)
            .readAt("strategy_config.concurrency")
            .as(Encodings.NUMBER_AS_TEXT)
            .by(MAX_INSTANCES),
        optional("vpc_id", STRING).at("func_vpc.vpc_id").by(CONFIG),
        optional("network_id", STRING).at("func_vpc.subnet_id").by(CONFIG),
        optional("peering_cidr", STRING).by(CONFIG),
        defaulted("dns_list", STRING).at("domain_names").as(Encodings.JSON_TEXT).by(CONFIG),
        defaulted("mount_user_id", NUMBER)
            .at("mount_config.mount_user.mount_user_id")
            .readAt("mount_config.mount_user.user_id")
            .by(CONFIG),
        defaulted("mount_user_group_id", NUMBER)
            .at("mount_config.mount_user.mount_user_group_id")
            .readAt("mount_config.mount_user.user_group_id")
            .by(CONFIG),
        defaulted("enable_auth_in_header", BOOL).by(CONFIG),
        defaulted("enable_class_isolation", BOOL).by(CONFIG),
        defaulted("enable_dynamic_memory", BOOL).by(CREATE, CONFIG),
        defaulted("is_stateful_function", BOOL).by(CREATE, CONFIG),
        defaulted("enable_lts_log", BOOL).by(CREATE, CONFIG).onlyIfChanged(),
        log("log_group_id", "group_id").readAt("log_group_id"),
        log("log_stream_id", "stream_id").readAt("log_stream_id"),
        log("log_group_name", "group_name"),
        log("log_stream_name", "stream_name"),
        defaulted("lts_custom_tag", Type.map(STRING)).by(CREATE, CONFIG).completedBy(CONFIG),
        defaulted("lts_custom_tag_origin", Type.map(STRING)).notRead(),
        defaulted("tags", Type.map(STRING)).notRead().by(TAGS),
        defaulted("region", STRING).notRead().replaces(),
        computed("id", STRING).notRead(),
        computed("urn", STRING).notRead(),
        computed("version", STRING));
  }

  private static Field log(String name, String key) {
    return defaulted(name, STRING).at("log_config." + key).by(CREATE, CONFIG).onlyIfChanged();
  }

  private static List<Group> groups() {
    return List.of(
        Group.of(
                "custom_image",
                Nesting.LIST,
                1,
                List.of(
                    required("url", STRING).at("image"),
                    optional("command", STRING),
                    optional("args", STRING),
                    defaulted("working_dir", STRING),
                    optional("user_id", STRING).at("uid"),
                    optional("user_group_id", STRING).at("gid")))
            .at("custom_image")
            .with("enabled", BooleanNode.TRUE)
            .by(CREATE, CONFIG),
        Group.of(
                "func_mounts",
                Nesting.LIST,
                MANY,
                List.of(
                    required("mount_type", STRING),
                    required("mount_resource", STRING),
                    required("mount_share_path", STRING),
                    required("local_mount_path", STRING),
                    computed("status", STRING)))
            .at("mount_config.func_mounts")
            .by(CONFIG),
        Group.of(
            "func_mounts_order", Nesting.LIST, MANY, List.of(computed("local_mount_path", STRING))),
        Group.of(
                "network_controller",
                Nesting.LIST,
                1,
                List.of(optional("disable_public_network", BOOL)))
            .at("network_controller")
            .holding(
                Group.of(
                        "trigger_access_vpcs",
                        Nesting.SET,
                        MANY,
                        List.of(defaulted("vpc_id", STRING), defaulted("vpc_name", STRING)))
                    .at("trigger_access_vpcs"))
            .by(CREATE, CONFIG)
            .completedBy(CONFIG),
        reservedInstances(),
        versions(),
        Group.of(
            "timeouts",
            Nesting.SINGLE,
            1,
            List.of(optional("create", STRING), optional("delete", STRING))));
  }

  private static Group reservedInstances() {
    Group schedules =
        Group.of(
                "cron_configs",
                Nesting.LIST,
                MANY,
                List.of(
                    required("name", STRING),
                    required("cron", STRING),
                    required("count", NUMBER),
                    required("start_time", NUMBER),
                    required("expired_time", NUMBER)))
            .at("cron_configs");
    Group metrics =
        Group.of(
                "metric_configs",
                Nesting.LIST,
                MANY,
                List.of(
                    required("name", STRING),
                    required("type", STRING),
                    required("threshold", NUMBER),
                    required("min", NUMBER)))
            .at("metric_configs");
    return Group.of(
            "reserved_instances",
            Nesting.SET,
            MANY,
            List.of(
                required("qualifier_type", STRING),
                required("qualifier_name", STRING),
                required("count", NUMBER),
                optional("idle_mode", BOOL)))
        .at("reserved_instances")
        .holding(
            Group.of("tactics_config", Nesting.LIST, 1, List.of())
                .at("tactics_config")
                .holding(schedules, metrics))
        .by(RESERVE);
  }

  private static Group versions() {
    Group aliases =
        Group.of(
                "aliases",
                Nesting.LIST,
                1,
                List.of(
                    required("name", STRING),
                    optional("description", STRING),
                    optional("additional_version_weights", STRING).as(Encodings.JSON_TEXT),
                    optional("additional_version_strategy", STRING).as(Encodings.JSON_TEXT)))
            .at("aliases");
    return Group.of(
            "versions",
            Nesting.SET,
            MANY,
            List.of(required("name", STRING), optional("description", STRING)))
        .at("versions")
        .holding(aliases)
        .by(VERSIONS);
  }
}
