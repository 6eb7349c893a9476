package io.planform.host.client;

import com.huaweicloud.sdk.core.http.HttpRequestDef;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphMeta;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An operation as the official Java SDK declares it.
 *
 * @param name {@code CreateFunction}
 * @param path {@code /v2/{project_id}/fgs/functions}
 */
record SdkOperation(String name, String method, String path, Class<?> request, Class<?> answer) {

  private static final List<SdkOperation> ALL =
      Arrays.stream(FunctionGraphMeta.class.getFields()).map(SdkOperation::of).toList();

  static List<SdkOperation> all() {
    return ALL;
  }

  private static SdkOperation of(Field field) {
    try {
      HttpRequestDef<?, ?> definition = (HttpRequestDef<?, ?>) field.get(null);
      String name = field.getName();
      return new SdkOperation(
          name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
          definition.getMethod().name(),
          definition.getUri(),
          definition.getRequestType(),
          definition.getResponseType());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** The operation of a call; of several that fit, the one with the fewest parameters. */
  static Optional<SdkOperation> ofCall(String method, String path) {
    return all().stream()
        .filter(each -> each.method.equals(method) && each.fits(path.split("/", -1)))
        .min((one, other) -> Long.compare(one.parameters(), other.parameters()));
  }

  /** The SDK's method that makes the call. */
  String javaMethod() {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private boolean fits(String[] segments) {
    String[] template = path.split("/", -1);
    if (template.length != segments.length) {
      return false;
    }
    for (int i = 0; i < template.length; i++) {
      if (!template[i].startsWith("{") && !template[i].equals(segments[i])) {
        return false;
      }
    }
    return true;
  }

  private long parameters() {
    return path.chars().filter(c -> c == '{').count();
  }
}
