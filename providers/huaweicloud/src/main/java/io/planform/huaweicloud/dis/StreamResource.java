package io.planform.huaweicloud.dis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.ListedResource;
import io.planform.huaweicloud.resource.Tagging;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.value.Value;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_dis_stream}: what its declaration cannot say. */
final class StreamResource extends ListedResource {
  private static final String NAME = "stream_name";
  private static final String KEPT = "retention_period";
  private static final String KEPT_SENT = "data_duration";
  private static final int USUAL_HOURS = 24;

  StreamResource(ApiClient client, String region) {
    super(
        DataIngestion.STREAMS,
        new Listed(DataIngestion.LIST, "stream_info_list", NAME, NAME, DataIngestion.DELETE),
        client,
        region,
        Set.of(
            "auto_scale_min_partition_count",
            "auto_scale_max_partition_count",
            "compression_format",
            "csv_delimiter",
            "data_schema",
            "enterprise_project_id"));
  }

  @Override
  protected String nameAttribute() {
    return NAME;
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of("name", Texts.of(object.get(NAME)));
  }

  /** The answer to a creation is empty: a stream is known by its name. */
  @Override
  protected Value.Obj identified(Value.Obj planned, JsonNode answer) {
    return planned.with("id", planned.get(NAME));
  }

  @Override
  protected Value.@Nullable Obj named(String id) {
    return nothing().with("id", Value.of(id)).with(NAME, Value.of(id));
  }

  /** The most that a page can have. */
  @Override
  protected String query(Value.Obj object) {
    return "limit=100";
  }

  /** Without a declared time, records are kept for the API's usual one. */
  @Override
  protected ApiResult send(
      Call call, Value.Obj object, Value.Obj desired, ObjectNode body, Calls calls) {
    if (body.path(KEPT_SENT).isNull()) {
      body.put(KEPT_SENT, USUAL_HOURS);
    }
    return super.send(call, object, desired, body, calls);
  }

  @Override
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    if (!call.equals(DataIngestion.TAG)) {
      return super.change(call, object, prior, desired, changed, calls);
    }
    ApiResult shown = calls.send(DataIngestion.SHOW, pathOf(object), null);
    return shown instanceof Answered answer
        ? Tagging.change(
            call, Map.of("stream", answer.json().path("stream_id").asText()), prior, desired, calls)
        : shown;
  }

  @Override
  protected @Nullable ObjectNode completed(ObjectNode found, Value.Obj known, Calls calls) {
    Map<String, String> path = Map.of("name", found.path(NAME).asText());
    if (!(calls.send(DataIngestion.SHOW, path, null) instanceof Answered shown)) {
      return null;
    }
    found.setAll((ObjectNode) shown.json());
    if (known.get(KEPT).isNull() && found.path(KEPT).asInt() == USUAL_HOURS) {
      found.remove(KEPT);
    }
    ObjectNode tags = found.putObject("tags");
    for (JsonNode tag : shown.json().path("tags")) {
      tags.put(tag.path("key").asText(), tag.path("value").asText());
    }
    for (JsonNode partition : found.path("partitions")) {
      ((ObjectNode) partition).set("id", partition.path("partition_id"));
    }
    return found;
  }
}
