package io.planform.huaweicloud.functiongraph;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code huaweicloud_fgs_functions} as data. */
final class FunctionsData {
  static final ListedData SOURCE =
      new ListedData(
          "huaweicloud_fgs_functions",
          List.of(
              optional("name", STRING),
              optional("package_name", STRING),
              optional("runtime", STRING),
              optional("urn", STRING),
              optional("enterprise_project_id", STRING)),
          FunctionDeclaration.LIST,
          "/functions",
          Map.of(),
          Map.of("func_name", "name", "package_name", "package_name"),
          "functions",
          Shape.of(
              computed("name", STRING).readAt("func_name"),
              computed("urn", STRING).readAt("func_urn"),
              computed("package", STRING),
              computed("runtime", STRING),
              computed("handler", STRING),
              computed("timeout", NUMBER),
              computed("memory_size", NUMBER),
              computed("description", STRING),
              computed("version", STRING),
              computed("functiongraph_version", STRING).readAt("type"),
              computed("code_type", STRING),
              computed("code_url", STRING),
              computed("code_filename", STRING),
              computed("user_data", STRING),
              computed("encrypted_user_data", STRING),
              computed("agency", STRING).readAt("xrole"),
              computed("app_agency", STRING).readAt("app_xrole"),
              computed("vpc_id", STRING).readAt("func_vpc.vpc_id"),
              computed("network_id", STRING).readAt("func_vpc.subnet_id"),
              computed("max_instance_num", STRING)
                  .readAt("strategy_config.concurrency")
                  .as(Encodings.NUMBER_AS_TEXT),
              computed("initializer_handler", STRING),
              computed("initializer_timeout", NUMBER),
              computed("enterprise_project_id", STRING),
              computed("log_group_id", STRING),
              computed("log_stream_id", STRING)),
          (configuration, item) ->
              FunctionGraphData.fits(configuration.get("runtime"), item.path("runtime"))
                  && isNamed(configuration.get("urn"), item.path("func_urn"))
                  && FunctionGraphData.fits(
                      configuration.get("enterprise_project_id"),
                      item.path("enterprise_project_id")),
          FunctionGraphData::nothingMore);

  private FunctionsData() {}

  /** A list names the version {@code latest}, which a manifest leaves out. */
  private static boolean isNamed(Value asked, JsonNode found) {
    Optional<FunctionUrn> wanted = FunctionUrn.parse(Texts.of(asked)).map(FunctionUrn::bare);
    return asked.isNull()
        || wanted.equals(FunctionUrn.parse(found.asText()).map(FunctionUrn::bare));
  }
}
