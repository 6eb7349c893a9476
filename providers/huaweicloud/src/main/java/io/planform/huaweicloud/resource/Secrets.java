package io.planform.huaweicloud.resource;

import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The texts of a configuration that no message may repeat. */
final class Secrets {
  /** Shorter ones would be found in words that are none. */
  private static final int SHORTEST = 4;

  private Secrets() {}

  static List<String> of(Declaration declaration, Value.Obj configuration) {
    List<String> secrets = new ArrayList<>();
    collect(configuration, false, secrets);
    for (Field field : declaration.fields()) {
      if (field.attribute().sensitive()) {
        collect(configuration.get(field.name()), true, secrets);
      }
    }
    return secrets;
  }

  private static void collect(Value value, boolean secret, List<String> secrets) {
    switch (value) {
      case Value.Marked(Value inner, _) -> collect(inner, true, secrets);
      case Value.Str(String text) -> {
        if (secret && text.length() >= SHORTEST) {
          secrets.add(text);
        }
      }
      case Value.ListOf(_, List<Value> values) -> values.forEach(v -> collect(v, secret, secrets));
      case Value.SetOf(_, List<Value> values) -> values.forEach(v -> collect(v, secret, secrets));
      case Value.Tuple(List<Value> values) -> values.forEach(v -> collect(v, secret, secrets));
      case Value.MapOf map -> map.values().values().forEach(v -> collect(v, secret, secrets));
      case Value.Obj object -> object.values().values().forEach(v -> collect(v, secret, secrets));
      case Value.Num _, Value.Bool _, Value.Null _, Value.Unknown _ -> {}
    }
  }
}
