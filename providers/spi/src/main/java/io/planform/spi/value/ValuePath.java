package io.planform.spi.value;

import java.util.ArrayList;
import java.util.List;

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
