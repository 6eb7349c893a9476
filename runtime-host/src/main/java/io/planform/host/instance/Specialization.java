package io.planform.host.instance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.engine.Service;
import io.planform.host.function.FunctionRevision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a bootstrap is told of its function: as JSON to ours, as variables to those of users. */
record Specialization(FunctionRevision function, InstanceSettings settings) {
  static final String CODE_ROOT = "/opt/function/code";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Cores in proportion to memory: what the function may count on when all are busy. */
  double cpu() {
    return function.memoryMegabytes() / 1024.0;
  }

  byte[] toJson() {
    ObjectNode node =
        JSON.createObjectNode()
            .put("handler", function.handler())
            .put("initializer", function.initializer())
            .put("initializer_timeout", function.initializerTimeoutSeconds())
            .put("pre_stop", function.preStop())
            .put("heartbeat", function.java().heartbeat())
            .put("class_isolation", function.java().classIsolation())
            .put("concurrency", Math.max(1, function.concurrency()))
            .put("timeout", function.timeoutSeconds())
            .put("memory", function.memoryMegabytes())
            .put("cpu", cpu())
            .put("project_id", function.project())
            .put("package", function.packageName())
            .put("function_name", function.name())
            .put("version", function.version())
            .put("agency", function.agencies().execution())
            .put("region", settings.region())
            .put("code_root", CODE_ROOT);
    ObjectNode userData = node.putObject("user_data");
    function.environment().forEach(userData::put);
    ObjectNode environment = node.putObject("environment");
    toVariables().forEach(environment::put);
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A function's settings cannot be written as JSON", e);
    }
  }

  /** The documented variables, over the user's own. */
  Map<String, String> toVariables() {
    Map<String, String> variables = new LinkedHashMap<>(function.environment());
    variables.put("RUNTIME_PROJECT_ID", function.project());
    variables.put("RUNTIME_FUNC_NAME", function.name());
    variables.put("RUNTIME_FUNC_VERSION", function.version());
    variables.put("RUNTIME_PACKAGE", function.packageName());
    variables.put("RUNTIME_HANDLER", function.handler());
    variables.put("RUNTIME_TIMEOUT", Integer.toString(function.timeoutSeconds()));
    variables.put("RUNTIME_USERDATA", userData());
    variables.put("RUNTIME_CPU", Double.toString(cpu()));
    variables.put("RUNTIME_MEMORY", Integer.toString(function.memoryMegabytes()));
    variables.put("RUNTIME_CODE_ROOT", CODE_ROOT);
    variables.put("RUNTIME_API_ADDR", "127.0.0.1:9000");
    variables.put("RUNTIME_MAX_RESP_BODY_SIZE", "6291456");
    variables.put("RUNTIME_ROOT", "/home/snuser/runtime");
    variables.put("RUNTIME_LOG_DIR", "/home/snuser/log");
    @Nullable String initializer = function.initializer();
    if (initializer != null) {
      variables.put("RUNTIME_INITIALIZER_HANDLER", initializer);
      variables.put(
          "RUNTIME_INITIALIZER_TIMEOUT", Integer.toString(function.initializerTimeoutSeconds()));
    }
    if (function.preStop() != null) {
      variables.put("RUNTIME_PRESTOP_HANDLER", function.preStop());
    }
    services(function, settings)
        .forEach(service -> variables.put(service.variable(), service.url()));
    return variables;
  }

  /** What a function reaches that can prove who it is. */
  static List<Service> services(FunctionRevision function, InstanceSettings settings) {
    return function.agencies().execution().isEmpty() ? List.of() : settings.services().get();
  }

  private String userData() {
    try {
      return JSON.writeValueAsString(function.environment());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A function's settings cannot be written as JSON", e);
    }
  }

  /** The headers that tell an HTTP function about itself, each ended by a line break. */
  String toHeaders(String requestId) {
    return "X-CFF-Request-Id: %s\r\n".formatted(requestId)
        + "X-CFF-Memory: %d\r\n".formatted(function.memoryMegabytes())
        + "X-CFF-Timeout: %d\r\n".formatted(function.timeoutSeconds())
        + "X-CFF-Func-Version: %s\r\n".formatted(function.version())
        + "X-CFF-Func-Name: %s\r\n".formatted(function.name())
        + "X-CFF-Project-Id: %s\r\n".formatted(function.project())
        + "X-CFF-Package: %s\r\n".formatted(function.packageName())
        + "X-CFF-Region: %s\r\n".formatted(settings.region());
  }

  @Override
  public String toString() {
    return function.toString();
  }
}
