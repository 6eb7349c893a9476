package io.planform.planner.lang.encoding;

import io.planform.spi.value.Conversion;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.ImplicitTuple;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;

/**
 * Values as YAML, as Terraform's {@code yamlencode} writes them: texts in double quotes or, where
 * they have several lines, as blocks; everything else in block style.
 */
public final class YamlWriter {
  private static final ImplicitTuple UNTAGGED = new ImplicitTuple(true, true);

  private final Emitter emitter;

  private YamlWriter(Emitter emitter) {
    this.emitter = emitter;
  }

  /**
   * @throws IllegalArgumentException if a part is unknown or marked
   */
  public static String write(Value value) {
    DumperOptions options = new DumperOptions();
    options.setAllowUnicode(true);
    StringWriter text = new StringWriter();
    try {
      Emitter emitter = new Emitter(text, options);
      emitter.emit(new StreamStartEvent(null, null));
      emitter.emit(new DocumentStartEvent(null, null, false, null, Map.of()));
      new YamlWriter(emitter).emit(value);
      emitter.emit(new DocumentEndEvent(null, null, false));
      emitter.emit(new StreamEndEvent(null, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void emit(Value value) throws IOException {
    switch (value) {
      case Value.Str(String text) -> text(text);
      case Value.Num(BigDecimal number) -> plain(Conversion.text(number));
      case Value.Bool(boolean bool) -> plain(Boolean.toString(bool));
      case Value.Null _ -> plain("null");
      case Value.ListOf(_, List<Value> values) -> sequence(values);
      case Value.SetOf(_, List<Value> values) -> sequence(values);
      case Value.Tuple(List<Value> values) -> sequence(values);
      case Value.MapOf(_, Map<String, Value> values) -> mapping(values);
      case Value.Obj(SequencedMap<String, Value> values) -> mapping(new TreeMap<>(values));
      case Value.Unknown _ -> throw new IllegalArgumentException("an unknown value has no YAML");
      case Value.Marked _ ->
          throw new IllegalArgumentException("a marked value is not written as YAML");
    }
  }

  private void text(String text) throws IOException {
    scalar(
        text,
        text.contains("\n")
            ? DumperOptions.ScalarStyle.LITERAL
            : DumperOptions.ScalarStyle.DOUBLE_QUOTED);
  }

  private void plain(String text) throws IOException {
    scalar(text, DumperOptions.ScalarStyle.PLAIN);
  }

  private void scalar(String text, DumperOptions.ScalarStyle style) throws IOException {
    emitter.emit(new ScalarEvent(null, null, UNTAGGED, text, null, null, style));
  }

  private void sequence(List<Value> values) throws IOException {
    emitter.emit(
        new SequenceStartEvent(null, null, true, null, null, DumperOptions.FlowStyle.BLOCK));
    for (Value value : values) {
      emit(value);
    }
    emitter.emit(new SequenceEndEvent(null, null));
  }

  private void mapping(Map<String, Value> values) throws IOException {
    emitter.emit(
        new MappingStartEvent(null, null, true, null, null, DumperOptions.FlowStyle.BLOCK));
    for (Map.Entry<String, Value> entry : values.entrySet()) {
      text(entry.getKey());
      emit(entry.getValue());
    }
    emitter.emit(new MappingEndEvent(null, null));
  }
}
