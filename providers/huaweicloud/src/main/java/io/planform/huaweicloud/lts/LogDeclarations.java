package io.planform.huaweicloud.lts;

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
import io.planform.spi.value.Type;
import java.util.List;

/** {@code huaweicloud_lts_group} and {@code huaweicloud_lts_stream} as data. */
final class LogDeclarations {
  private static final String ALL_GROUPS = "/v2/{project}/groups";
  private static final String ALL_STREAMS = ALL_GROUPS + "/{group}/streams";
  private static final String FAVORITES = "/v1.0/{project}/lts/favorite";

  static final Call LIST_GROUPS = new Call("GET", ALL_GROUPS);
  static final Call CREATE_GROUP = new Call("POST", ALL_GROUPS);
  static final Call CHANGE_GROUP = new Call("POST", ALL_GROUPS + "/{id}");
  static final Call DELETE_GROUP = new Call("DELETE", ALL_GROUPS + "/{id}");
  static final Call TAG_GROUP = new Call("POST", "/v1/{project}/groups/{id}/tags/action");

  static final Call LIST_STREAMS = new Call("GET", ALL_STREAMS);
  static final Call CREATE_STREAM = new Call("POST", ALL_STREAMS);
  static final Call CHANGE_STREAM = new Call("PUT", ALL_GROUPS + "/{group}/streams-ttl/{id}");
  static final Call DELETE_STREAM = new Call("DELETE", ALL_STREAMS + "/{id}");
  static final Call TAG_STREAM = new Call("POST", "/v1/{project}/topics/{id}/tags/action");
  static final Call FAVOR = new Call("POST", FAVORITES);
  static final Call DISFAVOR = new Call("DELETE", FAVORITES + "/{id}");

  static final Declaration GROUPS =
      new Declaration(
          "huaweicloud_lts_group",
          List.of(
              required("group_name", STRING).at("log_group_name").by(CREATE_GROUP).replaces(),
              required("ttl_in_days", NUMBER)
                  .by(CREATE_GROUP, CHANGE_GROUP)
                  .is("How long its streams keep logs: 1 to 365."),
              defaulted("tags", Type.map(STRING)).readAt("tag").by(TAG_GROUP),
              defaulted("enterprise_project_id", STRING).notRead().replaces(),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING).readAt("log_group_id"),
              computed("created_at", STRING).readAt("creation_time").as(Encodings.MILLIS_AS_TIME)),
          List.of(),
          CREATE_GROUP,
          List.of(CHANGE_GROUP, TAG_GROUP));

  static final Declaration STREAMS =
      new Declaration(
          "huaweicloud_lts_stream",
          List.of(
              required("group_id", STRING).notRead().replaces(),
              required("stream_name", STRING).at("log_stream_name").by(CREATE_STREAM).replaces(),
              defaulted("ttl_in_days", NUMBER)
                  .by(CREATE_STREAM, CHANGE_STREAM)
                  .is("How long it keeps logs: 1 to 365; -1 for as long as its group says."),
              optional("is_favorite", BOOL).by(FAVOR),
              defaulted("tags", Type.map(STRING)).readAt("tag").by(TAG_STREAM),
              defaulted("enterprise_project_id", STRING).notRead().replaces(),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING).readAt("log_stream_id"),
              computed("filter_count", NUMBER),
              computed("created_at", STRING).readAt("creation_time").as(Encodings.MILLIS_AS_TIME)),
          List.of(),
          CREATE_STREAM,
          List.of(CHANGE_STREAM, TAG_STREAM, FAVOR));

  private LogDeclarations() {}
}
