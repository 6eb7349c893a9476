package io.planform.huaweicloud.dis;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.defaulted;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Resource;
import io.planform.spi.value.Type;
import java.util.List;
import java.util.Map;

/** The service's types of resources: {@code huaweicloud_dis_stream}. */
public final class DataIngestion {
  private static final String ALL = "/v2/{project}/streams";

  static final Call LIST = new Call("GET", ALL);
  static final Call CREATE = new Call("POST", ALL);
  static final Call SHOW = new Call("GET", ALL + "/{name}");
  static final Call KEEP = new Call("PUT", "/v3/{project}/streams/{name}");
  static final Call TAG = new Call("POST", "/v2/{project}/stream/{stream}/tags/action");
  static final Call DELETE = new Call("DELETE", ALL + "/{name}");

  static final Declaration STREAMS =
      new Declaration(
          "huaweicloud_dis_stream",
          List.of(
              required("stream_name", STRING).by(CREATE).replaces(),
              required("partition_count", NUMBER)
                  .readAt("readable_partition_count")
                  .by(CREATE)
                  .replaces(),
              defaulted("stream_type", STRING).by(CREATE).replaces(),
              defaulted("data_type", STRING).by(CREATE, KEEP),
              optional("retention_period", NUMBER)
                  .at("data_duration")
                  .readAt("retention_period")
                  .by(CREATE, KEEP),
              defaulted("tags", Type.map(STRING)).by(TAG),
              defaulted("auto_scale_min_partition_count", NUMBER).notRead(),
              defaulted("auto_scale_max_partition_count", NUMBER).notRead(),
              defaulted("compression_format", STRING).notRead(),
              defaulted("csv_delimiter", STRING).notRead(),
              defaulted("data_schema", STRING).notRead(),
              defaulted("enterprise_project_id", STRING).notRead(),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING).readAt("stream_name"),
              computed("stream_id", STRING),
              computed("status", STRING),
              computed("created", NUMBER).readAt("create_time"),
              computed("readable_partition_count", NUMBER),
              computed("writable_partition_count", NUMBER),
              computed(
                      "partitions",
                      Type.list(
                          new Type.ObjectType(
                              Map.of(
                                  "id",
                                  STRING,
                                  "status",
                                  STRING,
                                  "hash_range",
                                  STRING,
                                  "sequence_number_range",
                                  STRING))))
                  .moving()),
          List.of(),
          CREATE,
          List.of(KEEP, TAG));

  private DataIngestion() {}

  public static List<Declaration> declarations() {
    return List.of(STREAMS);
  }

  public static Map<String, Resource> resources(ApiClient client, String region) {
    return Map.of(STREAMS.type(), new StreamResource(client, region));
  }
}
