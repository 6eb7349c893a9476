package io.planform.spi.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way from a value to one of its parts: attribute names, map keys and list indices. */
public record ValuePath(List<Step> steps) {
  public static final ValuePath ROOT = new ValuePath(List.of());

  public sealed interface Step {}

  public record Attribute(String name) implements Step {}

  public record Key(String key) implements Step {}

  public record Index(int index) implements Step {}

  public ValuePath {
    steps = List.copyOf(steps);
  }

  public static ValuePath of(String attribute) {
    return ROOT.attribute(attribute);
  }

  public ValuePath attribute(String name) {
    return plus(new Attribute(name));
  }

  public ValuePath key(String key) {
    return plus(new Key(key));
  }

  public ValuePath index(int index) {
    return plus(new Index(index));
  }

  public ValuePath plus(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new ValuePath(longer);
  }

  /**
   * The part of a value that this path leads to: with the marks of all on the way, unknown if
   * anything on the way is.
   *
   * @return null if there is no such part
   */
  public @Nullable Value in(Value root) {
    Value value = root.unmarked();
    Marks marks = root.marks();
    for (Step step : steps) {
      if (value instanceof Value.Unknown) {
        return new Value.Unknown(Type.DYNAMIC).marked(marks);
      }
      Value part = part(value, step);
      if (part == null) {
        return null;
      }
      marks = marks.and(part.marks());
      value = part.unmarked();
    }
    return value.marked(marks);
  }

  private static @Nullable Value part(Value value, Step step) {
    return switch (step) {
      case Attribute(String name) -> named(value, name);
      case Key(String key) -> named(value, key);
      case Index(int index) -> {
        List<Value> elements = value.elements();
        yield elements != null && index >= 0 && index < elements.size()
            ? elements.get(index)
            : null;
      }
    };
  }

  private static @Nullable Value named(Value value, String name) {
    Map<String, Value> entries = value.entries();
    return entries == null ? null : entries.get(name);
  }

  /** As a user writes it, without a leading dot: {@code versions[0].name}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      switch (step) {
        case Attribute(String name) -> text.append(text.isEmpty() ? "" : ".").append(name);
        case Key(String key) -> text.append("[\"").append(key).append("\"]");
        case Index(int index) -> text.append('[').append(index).append(']');
      }
    }
    return text.toString();
  }
}
