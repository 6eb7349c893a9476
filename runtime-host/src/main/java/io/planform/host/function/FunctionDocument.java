package io.planform.host.function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.code.CodeDependency;
import io.planform.host.code.FunctionCode;
import io.planform.host.filesystem.Mounts;
import io.planform.host.server.Json;
import java.util.Base64;

/**
 * Functions as the API shows them. The official clients are strict about types: a field has the
 * type of the SDK's model or is left out.
 */
final class FunctionDocument {
  private FunctionDocument() {}

  /** The whole configuration; {@code encrypted_user_data} is never shown. */
  static ObjectNode configuration(FunctionEntry entry) {
    ObjectNode document = summary(entry);
    FunctionSettings settings = entry.settings();
    document.put("ephemeral_storage", settings.temporaryMegabytes());
    document.put("allow_ephemeral_storage", true);
    dependencies(document, entry.code());
    document.put("enable_dynamic_memory", settings.dynamicMemory());
    document.put("is_stateful_function", false);
    document.put("is_bridge_function", false);
    document.put("is_return_stream", settings.streams());
    document.put("enable_auth_in_header", false);
    document.put("enable_class_isolation", settings.java().classIsolation());
    logging(document, settings.logging());
    if (!settings.mounts().equals(Mounts.NONE)) {
      document.set("mount_config", settings.mounts().toJson());
    }
    document.put("reserved_instance_idle_mode", false);
    document.put("apig_route_enable", false);
    document.put("heartbeat_handler", settings.java().heartbeat());
    CustomImage image = settings.image();
    if (image != null) {
      document.set("custom_image", image.toJson());
    }
    return document;
  }

  private static void logging(ObjectNode document, Logging logging) {
    document.put("enable_lts_log", logging.enabled());
    if (!logging.stream().isEmpty()) {
      document.put("log_group_id", logging.group()).put("log_stream_id", logging.stream());
    }
    if (!logging.labels().isEmpty()) {
      logging.labels().forEach(document.putObject("lts_custom_tag")::put);
    }
  }

  /** The answer of a creation: it may be kept, so it is without user data. */
  static ObjectNode created(FunctionEntry entry) {
    ObjectNode document = configuration(entry);
    document.remove("user_data");
    return document;
  }

  /** What a list shows of a function. */
  static ObjectNode summary(FunctionEntry entry) {
    ObjectNode document = identity(entry);
    FunctionSettings settings = entry.settings();
    document.put("func_id", entry.id());
    document.put("resource_id", entry.id());
    document.put("namespace", entry.urn().project());
    document.put("project_name", entry.urn().region());
    document.put("package", entry.urn().packageName());
    document.put("timeout", settings.timeoutSeconds());
    document.put("handler", settings.handler());
    document.put("memory_size", settings.memoryMegabytes());
    document.put("gpu_memory", 0);
    document.put("cpu", milliCores(settings.memoryMegabytes()));
    document.put("user_data", settings.userData().plain());
    document.put("version", entry.version().name());
    document.put("version_description", entry.version().description());
    CustomImage image = settings.image();
    document.put("image_name", image == null ? "" : image.reference());
    document.put("xrole", settings.agencies().configuration());
    document.put("app_xrole", settings.agencies().own());
    document.put("description", settings.description());
    document.put("initializer_handler", settings.initializer());
    document.put("initializer_timeout", settings.initializerTimeoutSeconds());
    document.put("pre_stop_handler", settings.preStop());
    document.put("pre_stop_timeout", settings.preStopTimeoutSeconds());
    document.put("enterprise_project_id", "0");
    document.put("long_time", false);
    document.put("type", "v2");
    settings.networking().show(document);
    strategy(document, settings);
    return document;
  }

  /** Code that was fetched is told by its link, any other is in {@code func_code.file}. */
  static ObjectNode code(FunctionEntry entry, byte[] content) {
    ObjectNode document = updatedCode(entry);
    document
        .putObject("func_code")
        .put("file", Base64.getEncoder().encodeToString(content))
        .put("link", entry.code().link());
    return document;
  }

  static ObjectNode updatedCode(FunctionEntry entry) {
    ObjectNode document = identity(entry);
    dependencies(document, entry.code());
    strategy(document, entry.settings());
    return document;
  }

  private static ObjectNode identity(FunctionEntry entry) {
    ObjectNode document = Json.object();
    FunctionCode code = entry.code();
    document.put("func_urn", entry.versionUrn().toString());
    document.put("func_name", entry.urn().name());
    document.put("domain_id", entry.urn().project());
    document.put("runtime", entry.settings().runtime());
    document.put("code_type", code.type());
    document.put("code_url", code.link());
    document.put("code_filename", code.fileName());
    document.put("code_size", code.size());
    document.put("digest", code.digest());
    document.put("last_modified", entry.modifiedAt().toString());
    return document;
  }

  /** By their ids; what they are is added where it is asked for. */
  private static void dependencies(ObjectNode document, FunctionCode code) {
    ArrayNode list = document.putArray("depend_list");
    ArrayNode versions = document.putArray("depend_version_list");
    for (CodeDependency dependency : code.dependencies()) {
      list.add(dependency.given());
      versions.add(dependency.given());
    }
  }

  private static void strategy(ObjectNode document, FunctionSettings settings) {
    document
        .putObject("strategy_config")
        .put("concurrency", settings.maxInstances())
        .put("concurrent_num", settings.concurrency());
  }

  /** As the service's own answers have it: 300 for 128 MB, 100 more for each further 128. */
  private static int milliCores(int megabytes) {
    return 200 + megabytes * 100 / 128;
  }
}
