package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Lost;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.client.ApiResult.Unreached;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.DataSource;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.huaweicloud.resource.Field;
import io.planform.huaweicloud.resource.Group;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code huaweicloud_fgs_resources_filter}: what has some tags, or a name. */
final class TaggedData implements DataSource {
  static final String TYPE = "huaweicloud_fgs_resources_filter";

  private static final int PAGE = 1000;
  private static final Call FIND =
      new Call("POST", "/v2/{project}/{type}/resource-instances/filter");
  private static final List<Field> ARGUMENTS = List.of(required("resource_type", STRING));
  private static final List<Group> FILTERS =
      List.of(
          filter("matches", required("value", STRING)),
          filter("tags", required("values", Type.list(STRING))),
          filter("sys_tags", required("values", Type.list(STRING))));
  private static final Shape RESOURCE =
      Shape.of(
          computed("id", STRING).readAt("resource_id"),
          computed("name", STRING).readAt("resource_name"),
          computed("detail", STRING).readAt("resource_detail"),
          computed("tags", Type.list(FunctionGraphData.TAG)),
          computed("sys_tags", Type.list(FunctionGraphData.TAG)));

  private static Group filter(String name, Field values) {
    return Group.of(
        name, Nesting.LIST, Integer.MAX_VALUE, List.of(required("key", STRING), values));
  }

  @Override
  public Schema schema() {
    Schema own = new Declaration(TYPE, ARGUMENTS, FILTERS, FIND, List.of()).schema();
    return Answers.schema(
        ARGUMENTS,
        List.of(Answers.computed("resources", Type.list(RESOURCE.type()))),
        own.blocks().values());
  }

  @Override
  public Read read(Value.Obj configuration, Calls calls) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("limit", PAGE);
    for (Group filter : FILTERS) {
      body.set(filter.name(), Encodings.PLAIN.encode(configuration.get(filter.name())));
    }
    Map<String, String> path = Map.of("type", Texts.of(configuration.get("resource_type")));
    List<Value> found = new ArrayList<>();
    JsonNode page;
    do {
      ApiResult result = calls.send(FIND, path, body.put("offset", found.size()));
      switch (result) {
        case Answered answer -> page = answer.json();
        case Rejected rejected -> {
          return new Read(null, List.of(rejected.diagnostic()));
        }
        case Unreached(Diagnostic diagnostic) -> {
          return new Read(null, List.of(diagnostic));
        }
        case Lost(Diagnostic diagnostic, _) -> {
          return new Read(null, List.of(diagnostic));
        }
      }
      page.path("resources").forEach(each -> found.add(RESOURCE.value(each)));
    } while (!page.path("resources").isEmpty() && found.size() < page.path("total_count").asLong());
    return Read.of(
        Answers.identified(TYPE, ARGUMENTS, configuration, calls)
            .with("resources", new Value.ListOf(RESOURCE.type(), found)));
  }
}
