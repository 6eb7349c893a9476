package io.planform.huaweicloud.resource;

import io.planform.spi.value.Value;
import java.util.Map;
import java.util.TreeMap;

/** Values as plain text. */
public final class Texts {
  private Texts() {}

  /** The text; empty for anything else, also for what is not known. */
  public static String of(Value value) {
    return value.revealed() instanceof Value.Str(String text) ? text : "";
  }

  public static Map<String, String> map(Value value) {
    Map<String, String> texts = new TreeMap<>();
    if (value.revealed() instanceof Value.MapOf(_, Map<String, Value> values)) {
      values.forEach((key, each) -> texts.put(key, of(each)));
    }
    return texts;
  }
}
