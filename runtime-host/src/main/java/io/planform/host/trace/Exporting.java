package io.planform.host.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** OpenTelemetry's SDK, set by its own environment variables, for traces by OTLP over HTTP. */
final class Exporting {
  private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
  private static final String TRACES_PROTOCOL = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL";
  private static final String HTTP = "http/protobuf";
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

  private Exporting() {}

  /** OpenTelemetry would always export; here somebody has to say where to, or that it should. */
  static boolean isWanted(Map<String, String> environment) {
    String exporter = value(environment, EXPORTER);
    boolean disabled = value(environment, "OTEL_SDK_DISABLED").equalsIgnoreCase("true");
    boolean told =
        !exporter.isEmpty()
            || !value(environment, ENDPOINT).isEmpty()
            || !value(environment, TRACES_ENDPOINT).isEmpty();
    return told && !disabled && !exporter.equals("none");
  }

  static OpenTelemetrySdk open(Map<String, String> environment) throws TracingException {
    String exporter = value(environment, EXPORTER);
    if (!exporter.isEmpty() && !exporter.equals("otlp")) {
      throw new TracingException(
          EXPORTER + " is " + exporter + ": this host exports by otlp, or none");
    }
    for (String name : new String[] {PROTOCOL, TRACES_PROTOCOL}) {
      String protocol = value(environment, name);
      if (!protocol.isEmpty() && !protocol.equals(HTTP)) {
        throw new TracingException(name + " is " + protocol + ": this host exports by " + HTTP);
      }
    }
    try {
      return AutoConfiguredOpenTelemetrySdk.builder()
          .disableShutdownHook()
          .addPropertiesCustomizer(_ -> properties(environment))
          .addResourceCustomizer((resource, _) -> named(resource))
          .build()
          .getOpenTelemetrySdk();
    } catch (ConfigurationException | IllegalArgumentException e) {
      throw new TracingException("OpenTelemetry's variables: " + e.getMessage());
    }
  }

  private static String value(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").strip();
  }

  private static Map<String, String> properties(Map<String, String> environment) {
    Map<String, String> properties = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("OTEL_")) {
            properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    properties.put("otel.exporter.otlp.protocol", HTTP);
    properties.put("otel.traces.exporter", "otlp");
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    return properties;
  }

  private static Resource named(Resource resource) {
    String name = resource.getAttribute(SERVICE);
    return name == null || name.startsWith("unknown_service")
        ? resource.merge(Resource.create(Attributes.of(SERVICE, "planform-host")))
        : resource;
  }
}
