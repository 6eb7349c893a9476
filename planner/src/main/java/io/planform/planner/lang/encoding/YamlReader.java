package io.planform.planner.lang.encoding;

import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document as Terraform's {@code yamldecode} does: sequences are tuples, mappings
 * are objects with text as keys, scalars are what {@link YamlScalar} says. Aliases and merge keys
 * are resolved; how much they may multiply is bounded.
 */
public final class YamlReader {
  private static final int MAX_DEPTH = 1_000;
  private static final int MAX_NODES = 1_000_000;

  private final Parser parser;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private int nodes;

  private YamlReader(Parser parser) {
    this.parser = parser;
  }

  private record Anchored(Value value, int nodes) {}

  /** Ends the reading of a text that is no good. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason, null, false, false);
    }
  }

  public static Decoded read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    Parser parser = new ParserImpl(new StreamReader(text), options);
    try {
      return new Decoded.Read(new YamlReader(parser).document());
    } catch (Refused e) {
      return new Decoded.Unreadable(String.valueOf(e.getMessage()));
    } catch (MarkedYAMLException e) {
      return new Decoded.Unreadable("not valid YAML" + place(e.getProblemMark()));
    } catch (YAMLException e) {
      return new Decoded.Unreadable("not valid YAML: it has a character that YAML does not allow");
    }
  }

  private static String place(@Nullable Mark mark) {
    return mark == null
        ? ""
        : " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
  }

  private static Refused refused(Event event, String reason) {
    return new Refused(reason + place(event.getStartMark()));
  }

  private Value document() throws Refused {
    parser.getEvent();
    if (!parser.checkEvent(Event.ID.DocumentStart)) {
      throw new Refused("there is no document in the text");
    }
    parser.getEvent();
    Value value = node(0);
    parser.getEvent();
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      throw refused(parser.peekEvent(), "there is something after the first value");
    }
    return value;
  }

  private Value node(int depth) throws Refused {
    Event event = parser.getEvent();
    if (depth > MAX_DEPTH) {
      throw refused(event, "nested more than " + MAX_DEPTH + " deep");
    }
    int before = nodes;
    count(event, 1);
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      open.add(anchor);
    }
    Value value =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent start -> sequence(start, depth);
          case MappingStartEvent start -> mapping(start, depth);
          default -> throw refused(event, "a value is expected");
        };
    if (anchor != null) {
      open.remove(anchor);
      anchors.put(anchor, new Anchored(value, nodes - before));
    }
    return value;
  }

  private void count(Event event, int more) throws Refused {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw refused(event, "more than " + MAX_NODES + " values, aliases written out");
    }
  }

  private Value alias(AliasEvent alias) throws Refused {
    if (open.contains(alias.getAnchor())) {
      throw refused(alias, "an alias stands inside of what it refers to");
    }
    Anchored anchored = anchors.get(alias.getAnchor());
    if (anchored == null) {
      throw refused(alias, "an alias refers to an anchor that is not defined before it");
    }
    count(alias, anchored.nodes());
    return anchored.value();
  }

  /** In quotes all is text, but for binary data, which is checked. */
  private static Value scalar(ScalarEvent scalar) throws Refused {
    boolean text = !scalar.isPlain() && YamlScalar.isText(scalar.getTag());
    Value value =
        text ? Value.of(scalar.getValue()) : YamlScalar.resolve(scalar.getTag(), scalar.getValue());
    if (value == null) {
      throw refused(scalar, "a value does not suit its tag, or the tag is not supported");
    }
    return value;
  }

  private Value sequence(SequenceStartEvent start, int depth) throws Refused {
    if (start.getTag() != null && !start.getTag().equals(YamlScalar.TAGS + "seq")) {
      throw refused(start, "the tag of a sequence is not supported");
    }
    List<Value> values = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      values.add(node(depth + 1));
    }
    parser.getEvent();
    return new Value.Tuple(values);
  }

  private Value mapping(MappingStartEvent start, int depth) throws Refused {
    if (start.getTag() != null && !start.getTag().equals(YamlScalar.TAGS + "map")) {
      throw refused(start, "the tag of a mapping is not supported");
    }
    SequencedMap<String, Value> entries = new LinkedHashMap<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      Event event = parser.peekEvent();
      if (isMerge(event)) {
        parser.getEvent();
        merge(event, node(depth + 1), entries);
        continue;
      }
      String key = key(event, node(depth + 1));
      entries.put(key, node(depth + 1));
    }
    parser.getEvent();
    return new Value.Obj(entries);
  }

  private static boolean isMerge(Event event) {
    return event instanceof ScalarEvent scalar && scalar.getValue().equals("<<");
  }

  private static String key(Event event, Value key) throws Refused {
    if (key.isNull()) {
      throw refused(event, "a mapping key is null");
    }
    return switch (Conversion.convert(key, Type.STRING)) {
      case Conversion.Converted(Value.Str(String text)) -> text;
      case Conversion.Converted _, Conversion.Refused _ ->
          throw refused(event, "only text can be the key of a mapping");
    };
  }

  private static void merge(Event event, Value value, SequencedMap<String, Value> entries)
      throws Refused {
    if (!(value instanceof Value.Obj(var more))) {
      throw refused(event, "only a mapping can be merged");
    }
    entries.putAll(more);
  }
}
