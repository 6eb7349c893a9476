package io.planform.huaweicloud.functiongraph;

import io.planform.spi.value.Value;
import java.util.Map;
import java.util.TreeMap;

/** Values as plain text. */
final class Texts {
  private Texts() {}

  /** The text; empty for anything else, also for what is not known. */
  static String of(Value value) {
    return value.revealed() instanceof Value.Str(String text) ? text : "";
  }

  static Map<String, String> map(Value value) {
    Map<String, String> texts = new TreeMap<>();
    if (value.revealed() instanceof Value.MapOf(_, Map<String, Value> values)) {
      values.forEach((key, each) -> texts.put(key, of(each)));
    }
    return texts;
  }
}
