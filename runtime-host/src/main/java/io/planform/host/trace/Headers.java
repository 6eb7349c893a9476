package io.planform.host.trace;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers by lower-case name, as propagators read them. */
enum Headers implements TextMapGetter<Map<String, List<String>>> {
  GETTER;

  @Override
  public Iterable<String> keys(Map<String, List<String>> headers) {
    return headers.keySet();
  }

  @Override
  public @Nullable String get(@Nullable Map<String, List<String>> headers, String name) {
    List<String> values = headers == null ? null : headers.get(name);
    return values == null || values.isEmpty() ? null : String.join(",", values);
  }
}
