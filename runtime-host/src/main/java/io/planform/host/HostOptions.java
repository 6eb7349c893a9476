package io.planform.host;

import java.nio.file.Path;
import java.util.Map;

/**
 * @param home {@code PLANFORM_HOME}
 * @param port of the API; 0 for any free one
 * @param gatewayPort 0 for any free one
 * @param securePort of the gateway with TLS; 0 for any free one
 * @param bucketPort of object storage; 0 for any free one
 * @param environment of the process: OpenTelemetry's variables are read
 */
public record HostOptions(
    Path home,
    int port,
    int gatewayPort,
    int securePort,
    int bucketPort,
    Map<String, String> environment) {
  static final int DEFAULT_PORT = 7400;
  static final int DEFAULT_GATEWAY_PORT = 7480;
  static final int DEFAULT_SECURE_PORT = 7443;
  static final int DEFAULT_BUCKET_PORT = 7490;

  /** Where the host keeps its data. */
  Path data() {
    return home.resolve("host");
  }
}
