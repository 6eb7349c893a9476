package io.planform.huaweicloud.apig;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;
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
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** {@code huaweicloud_apig_api}, {@code …_publishment} and {@code …_authorization} as data. */
final class ApiDeclarations {
  private static final String APIS = GatewayDeclarations.INSTANCE + "/apis";
  private static final int MANY = GatewayDeclarations.MANY;

  static final Call CREATE = new Call("POST", APIS);
  static final Call CHANGE = new Call("PUT", APIS + "/{id}");
  static final Call PUBLISH = new Call("POST", APIS + "/action");
  static final Call VERSIONS = new Call("GET", APIS + "/publish/{api}");
  static final Call SWITCH = new Call("PUT", APIS + "/publish/{api}");
  static final Call AUTHORIZE = new Call("POST", GatewayDeclarations.INSTANCE + "/app-auths");
  static final Call AUTHORIZED =
      new Call("GET", GatewayDeclarations.INSTANCE + "/app-auths/binded-apis");
  static final Call REVOKE =
      new Call("DELETE", GatewayDeclarations.INSTANCE + "/app-auths/{authorization}");

  private static final Words MATCHING =
      new Words(
          Map.of(
              Value.of("Exact"), instance.textNode("NORMAL"),
              Value.of("Prefix"), instance.textNode("SWA")),
          Value.of("Exact"));
  private static final Words KIND =
      new Words(
          Map.of(
              Value.of("Public"), instance.numberNode(1),
              Value.of("Private"), instance.numberNode(2)),
          null);
  private static final Words SIMPLE =
      new Words(
          Map.of(
              Value.of(true), instance.textNode("HEADER"),
              Value.of(false), instance.textNode("DISABLE")),
          null);
  private static final Words FLAG =
      new Words(
          Map.of(Value.of(true), instance.numberNode(1), Value.of(false), instance.numberNode(2)),
          null);

  /** What can be planned and not applied. */
  static final Set<String> REFUSED =
      Set.of(
          "backend_params",
          "enable_force_new",
          "func_graph_policy",
          "mock",
          "mock_policy",
          "response_id",
          "sampling_param",
          "sampling_strategy",
          "web",
          "web_policy");

  static final Declaration API =
      new Declaration(
          "huaweicloud_apig_api",
          List.of(
              sent(required("name", STRING)),
              sent(required("group_id", STRING)).replaces(),
              sent(required("type", STRING).as(KIND)),
              sent(required("request_method", STRING).at("req_method")),
              sent(required("request_path", STRING).at("req_uri")),
              sent(required("request_protocol", STRING).at("req_protocol")),
              sent(
                  optional("security_authentication", STRING)
                      .at("auth_type")
                      .as(Words.usually(Value.of("NONE")))),
              sent(
                  defaulted("simple_authentication", BOOL)
                      .at("auth_opt.app_code_auth_type")
                      .as(SIMPLE)),
              sent(optional("authorizer_id", STRING)),
              sent(optional("matching", STRING).at("match_mode").as(MATCHING)),
              sent(optional("description", STRING).at("remark")),
              sent(optional("body_description", STRING).at("body_remark")),
              sent(optional("success_response", STRING).at("result_normal_sample")),
              sent(optional("failure_response", STRING).at("result_failure_sample")),
              sent(defaulted("content_type", STRING)),
              sent(optional("cors", BOOL)),
              sent(optional("is_send_fg_body_base64", BOOL).as(Words.usually(Value.of(true)))),
              sent(optional("tags", Type.set(STRING))),
              required("instance_id", STRING).notRead().replaces(),
              defaulted("region", STRING).notRead().replaces(),
              optional("response_id", STRING).notRead(),
              optional("sampling_param", STRING).notRead(),
              optional("sampling_strategy", STRING).notRead(),
              optional("enable_force_new", STRING).notRead(),
              computed("id", STRING),
              computed("registered_at", STRING).readAt("register_time"),
              computed("updated_at", STRING).readAt("update_time").moving()),
          List.of(
              Group.of(
                      "func_graph",
                      Nesting.LIST,
                      1,
                      List.of(
                          required("function_urn", STRING),
                          optional("function_alias_urn", STRING).at("alias_urn"),
                          optional("version", STRING),
                          optional("timeout", NUMBER).as(Words.usually(Value.of(5000))),
                          optional("invocation_type", STRING).as(Words.usually(Value.of("sync"))),
                          optional("network_type", STRING).as(Words.usually(Value.of("V1"))),
                          optional("authorizer_id", STRING),
                          optional("request_protocol", STRING).at("req_protocol")))
                  .at("func_info")
                  .by(CREATE, CHANGE),
              Group.of(
                      "request_params",
                      Nesting.LIST,
                      50,
                      List.of(
                          required("name", STRING),
                          optional("location", STRING).as(Words.usually(Value.of("PATH"))),
                          optional("type", STRING).as(Words.usually(Value.of("STRING"))),
                          defaulted("required", BOOL).as(FLAG),
                          defaulted("passthrough", BOOL).at("pass_through").as(FLAG),
                          defaulted("default", STRING).at("default_value"),
                          defaulted("enumeration", STRING).at("enumerations"),
                          defaulted("example", STRING).at("sample_value"),
                          defaulted("description", STRING).at("remark"),
                          defaulted("maximum", NUMBER).at("max_num"),
                          defaulted("minimum", NUMBER).at("min_num"),
                          defaulted("valid_enable", NUMBER),
                          optional("orchestrations", Type.list(STRING))))
                  .at("req_params")
                  .by(CREATE, CHANGE),
              parameters(),
              Group.of(
                      "func_graph_policy",
                      Nesting.LIST,
                      5,
                      policy(
                          required("function_urn", STRING),
                          optional("function_alias_urn", STRING),
                          optional("version", STRING),
                          optional("invocation_mode", STRING),
                          optional("invocation_type", STRING),
                          optional("network_type", STRING),
                          optional("request_protocol", STRING),
                          optional("timeout", NUMBER)))
                  .holding(parameters(), conditions()),
              Group.of(
                  "mock",
                  Nesting.LIST,
                  1,
                  List.of(
                      optional("authorizer_id", STRING),
                      optional("response", STRING),
                      defaulted("status_code", NUMBER))),
              Group.of(
                      "mock_policy",
                      Nesting.LIST,
                      5,
                      policy(optional("response", STRING), defaulted("status_code", NUMBER)))
                  .holding(parameters(), conditions()),
              Group.of(
                  "web",
                  Nesting.LIST,
                  1,
                  List.of(
                      required("path", STRING),
                      optional("authorizer_id", STRING),
                      optional("backend_address", STRING),
                      optional("host_header", STRING),
                      optional("request_method", STRING),
                      optional("request_protocol", STRING),
                      optional("retry_count", NUMBER),
                      optional("ssl_enable", BOOL),
                      optional("timeout", NUMBER),
                      optional("vpc_channel_id", STRING))),
              Group.of(
                      "web_policy",
                      Nesting.LIST,
                      5,
                      policy(
                          required("path", STRING),
                          required("request_method", STRING),
                          optional("backend_address", STRING),
                          optional("host_header", STRING),
                          optional("request_protocol", STRING),
                          optional("retry_count", NUMBER),
                          optional("timeout", NUMBER),
                          optional("vpc_channel_id", STRING)))
                  .holding(parameters(), conditions()),
              order("func_graph_policy_order"),
              order("mock_policy_order"),
              order("request_params_order"),
              order("web_policy_order")),
          CREATE,
          List.of(CHANGE));

  static final Declaration PUBLISHMENT =
      new Declaration(
          "huaweicloud_apig_api_publishment",
          List.of(
              required("api_id", STRING).by(PUBLISH).replaces(),
              required("env_id", STRING).by(PUBLISH).replaces(),
              required("instance_id", STRING).notRead().replaces(),
              optional("description", STRING).at("remark").by(PUBLISH),
              optional("version_id", STRING).notRead().by(SWITCH),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING).notRead(),
              computed("env_name", STRING),
              computed("publish_id", STRING).readAt("version_id").moving(),
              computed("published_at", STRING).readAt("publish_time").moving(),
              computed(
                      "histories",
                      Type.list(
                          new Type.ObjectType(Map.of("description", STRING, "version_id", STRING))))
                  .moving()),
          List.of(),
          PUBLISH,
          List.of(PUBLISH, SWITCH));

  static final Declaration AUTHORIZATION =
      new Declaration(
          "huaweicloud_apig_application_authorization",
          List.of(
              required("application_id", STRING).notRead().replaces(),
              required("env_id", STRING).notRead().by(AUTHORIZE).replaces(),
              required("api_ids", Type.set(STRING)).by(AUTHORIZE),
              required("instance_id", STRING).notRead().replaces(),
              defaulted("api_ids_origin", Type.list(STRING)).notRead(),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING).notRead()),
          List.of(),
          AUTHORIZE,
          List.of(AUTHORIZE));

  private static Field sent(Field field) {
    return field.by(CREATE, CHANGE);
  }

  private static Group parameters() {
    return Group.of(
        "backend_params",
        Nesting.SET,
        50,
        List.of(
            required("location", STRING),
            required("name", STRING),
            required("type", STRING),
            required("value", STRING),
            optional("description", STRING),
            optional("system_param_type", STRING)));
  }

  private static Group conditions() {
    return Group.of(
        "conditions",
        Nesting.SET,
        5,
        List.of(
            required("value", STRING),
            optional("cookie_name", STRING),
            optional("frontend_authorizer_name", STRING),
            optional("mapped_param_location", STRING),
            optional("mapped_param_name", STRING),
            optional("param_name", STRING),
            optional("source", STRING),
            optional("sys_name", STRING),
            optional("type", STRING)));
  }

  private static List<Field> policy(Field... own) {
    return Stream.concat(
            Stream.of(
                required("name", STRING),
                optional("authorizer_id", STRING),
                optional("effective_mode", STRING)),
            Stream.of(own))
        .toList();
  }

  private static Group order(String name) {
    return Group.of(name, Nesting.LIST, MANY, List.of(computed("name", STRING)));
  }

  private ApiDeclarations() {}
}
