package io.planform.huaweicloud.apig;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.defaulted;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Field;
import io.planform.huaweicloud.resource.Group;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.List;

/** What surrounds APIs, as data. */
final class GatewayDeclarations {
  static final String INSTANCES = "/v2/{project}/apigw/instances";
  static final String INSTANCE = INSTANCES + "/{instance}";
  static final int MANY = Integer.MAX_VALUE;

  private static final String GROUPS_PATH = INSTANCE + "/api-groups";
  private static final String ENVIRONMENTS_PATH = INSTANCE + "/envs";
  private static final String APPLICATIONS_PATH = INSTANCE + "/apps";
  private static final String AUTHORIZERS_PATH = INSTANCE + "/authorizers";

  static final Call CREATE_INSTANCE = new Call("POST", INSTANCES);
  static final Call CHANGE_INSTANCE = new Call("PUT", INSTANCES + "/{id}");
  static final Call CREATE_GROUP = new Call("POST", GROUPS_PATH);
  static final Call CHANGE_GROUP = new Call("PUT", GROUPS_PATH + "/{id}");
  static final Call BIND = new Call("POST", GROUPS_PATH + "/{id}/domains");
  static final Call UNBIND = new Call("DELETE", GROUPS_PATH + "/{id}/domains/{domain}");
  static final Call CREATE_ENVIRONMENT = new Call("POST", ENVIRONMENTS_PATH);
  static final Call CHANGE_ENVIRONMENT = new Call("PUT", ENVIRONMENTS_PATH + "/{id}");
  static final Call CREATE_APPLICATION = new Call("POST", APPLICATIONS_PATH);
  static final Call CHANGE_APPLICATION = new Call("PUT", APPLICATIONS_PATH + "/{id}");
  static final Call CODES = new Call("GET", APPLICATIONS_PATH + "/{id}/app-codes");
  static final Call ADD_CODE = new Call("POST", APPLICATIONS_PATH + "/{id}/app-codes");
  static final Call DELETE_CODE = new Call("DELETE", APPLICATIONS_PATH + "/{id}/app-codes/{code}");
  static final Call CREATE_AUTHORIZER = new Call("POST", AUTHORIZERS_PATH);
  static final Call CHANGE_AUTHORIZER = new Call("PUT", AUTHORIZERS_PATH + "/{id}");

  private static final Field REGION = defaulted("region", STRING).notRead().replaces();
  private static final Field OF_INSTANCE = required("instance_id", STRING).notRead().replaces();

  static final Declaration INSTANCE_TYPE =
      new Declaration(
          "huaweicloud_apig_instance",
          List.of(
              required("name", STRING).at("instance_name").by(CREATE_INSTANCE, CHANGE_INSTANCE),
              required("edition", STRING).at("spec_id").by(CREATE_INSTANCE).replaces(),
              required("vpc_id", STRING).by(CREATE_INSTANCE).replaces(),
              required("subnet_id", STRING).by(CREATE_INSTANCE).replaces(),
              required("security_group_id", STRING).by(CREATE_INSTANCE, CHANGE_INSTANCE),
              defaulted("availability_zones", Type.list(STRING))
                  .at("available_zone_ids")
                  .by(CREATE_INSTANCE)
                  .replaces(),
              optional("description", STRING).by(CREATE_INSTANCE, CHANGE_INSTANCE),
              defaulted("maintain_begin", STRING).by(CREATE_INSTANCE, CHANGE_INSTANCE),
              defaulted("enterprise_project_id", STRING).by(CREATE_INSTANCE).replaces(),
              optional("available_zones", Type.list(STRING)).notRead(),
              optional("bandwidth_size", NUMBER).notRead(),
              defaulted("eip_id", STRING).notRead(),
              defaulted("elb_ids", Type.set(STRING)).notRead(),
              optional("ingress_bandwidth_charging_mode", STRING).notRead(),
              optional("ingress_bandwidth_size", NUMBER).notRead(),
              defaulted("ipv6_enable", BOOL).notRead(),
              defaulted("loadbalancer_provider", STRING),
              defaulted("tags", Type.map(STRING)).notRead(),
              defaulted("vpcep_service_name", STRING).notRead(),
              REGION,
              computed("id", STRING),
              computed("status", STRING),
              computed("ingress_address", STRING).readAt("ingress_ip"),
              computed("maintain_end", STRING).moving(),
              computed("create_time", STRING),
              computed("created_at", STRING).readAt("create_time"),
              computed("egress_address", STRING).notRead(),
              computed("vpc_ingress_address", STRING).notRead(),
              computed("vpcep_service_address", STRING).notRead(),
              computed("supported_features", Type.list(STRING)).notRead()),
          List.of(
              Group.of(
                  "custom_ingress_ports",
                  Nesting.SET,
                  MANY,
                  List.of(
                      required("protocol", STRING),
                      required("port", NUMBER),
                      computed("id", STRING),
                      computed("status", STRING))),
              Group.of(
                  "timeouts",
                  Nesting.SINGLE,
                  1,
                  List.of(
                      optional("create", STRING),
                      optional("update", STRING),
                      optional("delete", STRING)))),
          CREATE_INSTANCE,
          List.of(CHANGE_INSTANCE));

  static final Declaration GROUP_TYPE =
      new Declaration(
          "huaweicloud_apig_group",
          List.of(
              required("name", STRING).by(CREATE_GROUP, CHANGE_GROUP),
              optional("description", STRING).at("remark").by(CREATE_GROUP, CHANGE_GROUP),
              OF_INSTANCE,
              REGION,
              defaulted("domain_access_enabled", BOOL).readAt("sl_domain_access_enabled"),
              defaulted("force_destroy", BOOL).notRead(),
              computed("id", STRING),
              computed("created_at", STRING).readAt("register_time"),
              computed("registration_time", STRING).readAt("register_time"),
              computed("updated_at", STRING).readAt("update_time").moving(),
              computed("update_time", STRING).moving()),
          List.of(
              Group.of(
                      "url_domains",
                      Nesting.SET,
                      5,
                      List.of(
                          required("name", STRING).at("domain"),
                          defaulted("min_ssl_version", STRING),
                          defaulted("is_http_redirect_to_https", BOOL)))
                  .at("url_domains")
                  .by(BIND),
              Group.of(
                      "environment", Nesting.SET, MANY, List.of(required("environment_id", STRING)))
                  .holding(
                      Group.of(
                          "variable",
                          Nesting.SET,
                          MANY,
                          List.of(
                              required("name", STRING),
                              required("value", STRING),
                              computed("id", STRING),
                              computed("variable_id", STRING))))),
          CREATE_GROUP,
          List.of(CHANGE_GROUP, BIND));

  static final Declaration ENVIRONMENT_TYPE =
      new Declaration(
          "huaweicloud_apig_environment",
          List.of(
              required("name", STRING).by(CREATE_ENVIRONMENT, CHANGE_ENVIRONMENT).replaces(),
              optional("description", STRING)
                  .at("remark")
                  .by(CREATE_ENVIRONMENT, CHANGE_ENVIRONMENT),
              OF_INSTANCE,
              REGION,
              computed("id", STRING),
              computed("create_time", STRING),
              computed("created_at", STRING).readAt("create_time")),
          List.of(),
          CREATE_ENVIRONMENT,
          List.of(CHANGE_ENVIRONMENT));

  static final Declaration APPLICATION_TYPE =
      new Declaration(
          "huaweicloud_apig_application",
          List.of(
              required("name", STRING).by(CREATE_APPLICATION, CHANGE_APPLICATION),
              optional("description", STRING)
                  .at("remark")
                  .by(CREATE_APPLICATION, CHANGE_APPLICATION),
              OF_INSTANCE,
              REGION,
              defaulted("app_codes", Type.set(STRING)).sensitive().by(ADD_CODE),
              defaulted("app_key", STRING).sensitive().by(CREATE_APPLICATION).replaces(),
              defaulted("app_secret", STRING).sensitive().by(CREATE_APPLICATION).replaces(),
              optional("enable_force_new", STRING).notRead(),
              optional("secret_action", STRING).notRead(),
              computed("id", STRING),
              computed("registration_time", STRING).readAt("register_time"),
              computed("updated_at", STRING).readAt("update_time").moving()),
          List.of(),
          CREATE_APPLICATION,
          List.of(CHANGE_APPLICATION, ADD_CODE));

  static final Declaration AUTHORIZER_TYPE =
      new Declaration(
          "huaweicloud_apig_custom_authorizer",
          List.of(
              required("name", STRING).by(CREATE_AUTHORIZER, CHANGE_AUTHORIZER),
              required("function_urn", STRING)
                  .at("authorizer_uri")
                  .by(CREATE_AUTHORIZER, CHANGE_AUTHORIZER),
              defaulted("function_version", STRING)
                  .at("authorizer_version")
                  .by(CREATE_AUTHORIZER, CHANGE_AUTHORIZER),
              defaulted("function_alias_uri", STRING)
                  .at("authorizer_alias_uri")
                  .by(CREATE_AUTHORIZER, CHANGE_AUTHORIZER),
              defaulted("network_type", STRING).by(CREATE_AUTHORIZER, CHANGE_AUTHORIZER),
              optional("type", STRING)
                  .as(Words.usually(Value.of("FRONTEND")))
                  .by(CREATE_AUTHORIZER, CHANGE_AUTHORIZER)
                  .replaces(),
              optional("cache_age", NUMBER).at("ttl").by(CREATE_AUTHORIZER, CHANGE_AUTHORIZER),
              optional("is_body_send", BOOL)
                  .at("need_body")
                  .by(CREATE_AUTHORIZER, CHANGE_AUTHORIZER),
              optional("user_data", STRING).by(CREATE_AUTHORIZER, CHANGE_AUTHORIZER),
              OF_INSTANCE,
              REGION,
              computed("id", STRING),
              computed("created_at", STRING).readAt("create_time")),
          List.of(
              Group.of(
                      "identity",
                      Nesting.SET,
                      MANY,
                      List.of(
                          required("name", STRING),
                          required("location", STRING),
                          optional("validation", STRING)))
                  .at("identities")
                  .by(CREATE_AUTHORIZER, CHANGE_AUTHORIZER)),
          CREATE_AUTHORIZER,
          List.of(CHANGE_AUTHORIZER));

  private GatewayDeclarations() {}
}
