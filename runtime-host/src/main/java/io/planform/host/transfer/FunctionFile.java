package io.planform.host.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.code.FunctionCode;
import io.planform.host.function.CustomImage;
import io.planform.host.function.FunctionEntry;
import io.planform.host.function.FunctionSettings;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import java.nio.charset.StandardCharsets;

/**
 * The YAML file of an exported function: what a creation takes, but for the code. Encrypted
 * environment variables are not in it: they are never readable back.
 */
final class FunctionFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();

  private FunctionFile() {}

  static byte[] write(FunctionEntry entry) {
    FunctionSettings settings = entry.settings();
    FunctionCode code = entry.code();
    ObjectNode document = Json.object();
    document.put("func_name", entry.urn().name());
    document.put("package", entry.urn().packageName());
    document.put("runtime", settings.runtime());
    document.put("handler", settings.handler());
    document.put("timeout", settings.timeoutSeconds());
    document.put("memory_size", settings.memoryMegabytes());
    document.put("description", settings.description());
    document.put("user_data", settings.userData().plain());
    document.put("ephemeral_storage", settings.temporaryMegabytes());
    if (!settings.initializer().isEmpty()) {
      document.put("initializer_handler", settings.initializer());
      document.put("initializer_timeout", settings.initializerTimeoutSeconds());
    }
    if (!settings.preStop().isEmpty()) {
      document.put("pre_stop_handler", settings.preStop());
      document.put("pre_stop_timeout", settings.preStopTimeoutSeconds());
    }
    if (settings.dynamicMemory()) {
      document.put("enable_dynamic_memory", true);
    }
    document
        .putObject("strategy_config")
        .put("concurrency", settings.maxInstances())
        .put("concurrent_num", settings.concurrency());
    if (!settings.java().heartbeat().isEmpty()) {
      document.put("heartbeat_handler", settings.java().heartbeat());
    }
    if (settings.java().classIsolation()) {
      document.put("enable_class_isolation", true);
    }
    if (settings.streams()) {
      document.put("is_return_stream", true);
    }
    CustomImage image = settings.image();
    if (image != null) {
      document.set("custom_image", image.toJson());
    }
    document.put("code_type", code.link().isEmpty() ? code.type() : "zip");
    document.put("code_filename", code.fileName());
    if (!code.dependencies().isEmpty()) {
      ArrayNode dependencies = document.putArray("depend_version_list");
      code.dependencies().forEach(dependency -> dependencies.add(dependency.given()));
    }
    try {
      return YAML.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a function's configuration cannot be written as YAML", e);
    }
  }

  /**
   * @throws ApiException FSS.1025 for what is no mapping, FSS.1057 for one without a name
   */
  static ObjectNode read(byte[] text) {
    try {
      JsonNode read = YAML.readTree(new String(text, StandardCharsets.UTF_8));
      if (read instanceof ObjectNode document) {
        if (document.path("func_name").asText("").isEmpty()) {
          throw new ApiException(FgsError.FSS_1057, "func_name is missing.");
        }
        return document;
      }
      throw new ApiException(FgsError.FSS_1025, "It must be a mapping.");
    } catch (JsonProcessingException e) {
      throw new ApiException(
          FgsError.FSS_1025,
          e.getLocation() == null
              ? "It is not YAML."
              : "It is not YAML at line %d.".formatted(e.getLocation().getLineNr()));
    }
  }
}
