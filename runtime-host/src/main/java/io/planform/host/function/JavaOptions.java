package io.planform.host.function;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import java.util.Set;

/**
 * What only functions in Java have.
 *
 * @param heartbeat asked at intervals whether an instance is well; empty where there is none
 * @param classIsolation whether the function's classes see none of its runtime's own
 */
public record JavaOptions(String heartbeat, boolean classIsolation) {
  public static final JavaOptions NONE = new JavaOptions("", false);

  static final Set<String> FIELDS = Set.of("heartbeat_handler", "enable_class_isolation");

  /**
   * @param base what holds where the request says nothing
   */
  static JavaOptions read(Fields fields, String runtime, JavaOptions base) {
    String heartbeat = fields.text("heartbeat_handler").orElse(base.heartbeat());
    boolean isolation = fields.bool("enable_class_isolation").orElse(base.classIsolation());
    if (!Runtimes.isJava(runtime)) {
      refuse("heartbeat_handler", !heartbeat.isEmpty(), runtime);
      refuse("enable_class_isolation", isolation, runtime);
    }
    if (!heartbeat.isEmpty() && !SettingsReader.isHandler(heartbeat, runtime)) {
      throw new ApiException(
          FgsError.FSS_0400,
          "heartbeat_handler: \"%s\" is not of the form package.Class.method."
              .formatted(heartbeat));
    }
    return new JavaOptions(heartbeat, isolation);
  }

  private static void refuse(String name, boolean wanted, String runtime) {
    if (wanted) {
      throw new ApiException(
          FgsError.FSS_0400,
          "%s: only functions in Java have it, not those of %s.".formatted(name, runtime));
    }
  }
}
