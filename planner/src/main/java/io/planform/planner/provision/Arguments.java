package io.planform.planner.provision;

import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a provisioner's or a connection's arguments, without their marks. */
record Arguments(Value.Obj values) {

  /** Empty if it is not given. */
  String text(String name) {
    return text(values.get(name).revealed());
  }

  private static String text(Value value) {
    return value instanceof Value.Str(String text) ? text : "";
  }

  boolean has(String name) {
    return !values.get(name).isNull();
  }

  boolean flag(String name) {
    return values.get(name).revealed().equals(Value.of(true));
  }

  int number(String name, int otherwise) {
    return values.get(name).revealed() instanceof Value.Num(BigDecimal number)
        ? number.intValue()
        : otherwise;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (values.get(name).revealed() instanceof Value.ListOf(_, List<Value> elements)) {
      elements.forEach(element -> texts.add(text(element)));
    }
    return texts;
  }

  Map<String, String> map(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (values.get(name).revealed() instanceof Value.MapOf(_, Map<String, Value> elements)) {
      elements.forEach((key, element) -> texts.put(key, text(element)));
    }
    return texts;
  }
}
