package io.planform.utility.catalogue;

import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A decoded body, read with Java's types. */
public record Arguments(Value.Obj values) {

  /** Null if it is null or unknown. */
  public @Nullable String text(String name) {
    return values.get(name).unmarked() instanceof Value.Str(String text) ? text : null;
  }

  public String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  /** Null if it is null or unknown. */
  public @Nullable BigDecimal number(String name) {
    return values.get(name).unmarked() instanceof Value.Num(BigDecimal number) ? number : null;
  }

  /** A number that was checked to be whole; 0 if it is null or unknown. */
  public long whole(String name) {
    BigDecimal number = number(name);
    return number == null ? 0 : number.longValue();
  }

  /** Whether it is true; null and unknown are not. */
  public boolean flag(String name) {
    return values.get(name).unmarked() instanceof Value.Bool(boolean flag) && flag;
  }

  /** The known texts of a list or a set; empty if it is null or unknown. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    List<Value> elements = values.get(name).unmarked().elements();
    if (elements != null) {
      for (Value element : elements) {
        if (element.unmarked() instanceof Value.Str(String text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /** The known texts of a map; empty if it is null or unknown. */
  public SequencedMap<String, String> textMap(String name) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    Map<String, Value> entries = values.get(name).unmarked().entries();
    if (entries != null) {
      entries.forEach(
          (key, value) -> {
            if (value.unmarked() instanceof Value.Str(String text)) {
              texts.put(key, text);
            }
          });
    }
    return texts;
  }

  /** The nested blocks of a name. */
  public List<Arguments> blocks(String name) {
    Value value = values.get(name).unmarked();
    Stream<Value> blocks =
        value instanceof Value.Obj
            ? Stream.of(value)
            : value.elements() == null ? Stream.empty() : value.elements().stream();
    return blocks
        .map(Value::unmarked)
        .filter(Value.Obj.class::isInstance)
        .map(block -> new Arguments((Value.Obj) block))
        .toList();
  }

  /** Whether the manifest says something, known or not. */
  public boolean isGiven(String name) {
    Value value = values.get(name).unmarked();
    List<Value> elements = value.elements();
    return !value.isNull() && (elements == null || !elements.isEmpty());
  }

  public boolean isUnknown(String name) {
    return values.get(name).isUnknown();
  }
}
