package io.planform.huaweicloud.smn;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.defaulted;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Group;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import java.util.List;
import java.util.Map;

/** {@code huaweicloud_smn_topic} and {@code huaweicloud_smn_subscription} as data. */
final class TopicDeclarations {
  private static final String ALL = "/v2/{project}/notifications/topics";
  private static final String ONE = ALL + "/{id}";
  private static final String TAGS = "/v2/{project}/smn_topic/{name}/tags";
  private static final String OF_TOPIC = ALL + "/{topic}/subscriptions";

  static final Call LIST = new Call("GET", ALL);
  static final Call CREATE = new Call("POST", ALL);
  static final Call RENAME = new Call("PUT", ONE);
  static final Call INTRODUCE = new Call("PUT", ONE + "/attributes/introduction");
  static final Call ATTRIBUTES = new Call("GET", ONE + "/attributes");
  static final Call TAG = new Call("POST", TAGS + "/action");
  static final Call TAGGED = new Call("GET", TAGS);
  static final Call DELETE = new Call("DELETE", ONE);

  static final Call SUBSCRIPTIONS = new Call("GET", OF_TOPIC);
  static final Call SUBSCRIBE = new Call("POST", OF_TOPIC);
  static final Call REMARK = new Call("PUT", OF_TOPIC + "/{id}");
  static final Call UNSUBSCRIBE =
      new Call("DELETE", "/v2/{project}/notifications/subscriptions/{id}");

  static final Declaration TOPICS =
      new Declaration(
          "huaweicloud_smn_topic",
          List.of(
              required("name", STRING).by(CREATE).replaces(),
              optional("display_name", STRING).by(CREATE, RENAME),
              optional("introduction", STRING).at("value").readAt("introduction").by(INTRODUCE),
              defaulted("tags", Type.map(STRING)).by(TAG),
              optional("access_policy", STRING).notRead(),
              optional("users_publish_allowed", STRING).notRead(),
              optional("services_publish_allowed", STRING).notRead(),
              defaulted("enterprise_project_id", STRING).replaces(),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING).readAt("topic_urn"),
              computed("topic_urn", STRING),
              computed("push_policy", NUMBER),
              computed("create_time", STRING),
              computed("update_time", STRING).moving()),
          List.of(),
          CREATE,
          List.of(RENAME, INTRODUCE, TAG));

  static final Declaration SUBSCRIBERS =
      new Declaration(
          "huaweicloud_smn_subscription",
          List.of(
              required("topic_urn", STRING).replaces(),
              required("protocol", STRING).by(SUBSCRIBE).replaces(),
              required("endpoint", STRING).by(SUBSCRIBE).replaces(),
              optional("remark", STRING).by(SUBSCRIBE, REMARK),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING).readAt("subscription_urn"),
              computed("subscription_urn", STRING),
              computed("owner", STRING),
              computed("status", NUMBER).moving().is("0 until the endpoint has confirmed, then 1."),
              computed(
                      "filter_policies",
                      Type.list(
                          new Type.ObjectType(
                              Map.of("name", STRING, "string_equals", Type.list(STRING)))))
                  .readAt("filter_polices")),
          List.of(
              Group.of(
                  "extension",
                  Nesting.LIST,
                  1,
                  List.of(
                      optional("client_id", STRING).replaces(),
                      optional("client_secret", STRING).sensitive().replaces(),
                      optional("keyword", STRING).replaces(),
                      optional("sign_secret", STRING).sensitive().replaces(),
                      optional("header", Type.map(STRING)).replaces()))),
          SUBSCRIBE,
          List.of(REMARK));

  private TopicDeclarations() {}
}
