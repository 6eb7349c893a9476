package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Scope;
import io.planform.planner.lang.StaticExpression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a body and checks it against a schema. The answer has every attribute and block of the
 * schema; values of sensitive attributes are marked.
 */
public final class SchemaDecoder {
  private final Scope scope;
  private final Diagnostics diagnostics;

  private SchemaDecoder(Scope scope, Diagnostics diagnostics) {
    this.scope = scope;
    this.diagnostics = diagnostics;
  }

  /** After an error the parts it is about are unknown or null. */
  public static Value.Obj decode(Body body, Schema schema, Scope scope, Diagnostics diagnostics) {
    return new SchemaDecoder(scope, diagnostics).body(body, schema);
  }

  private Value.Obj body(Body written, Schema schema) {
    Body body =
        written.withBlocks(
            name ->
                schema.blocks().containsKey(name)
                    || (name.equals("dynamic") && !schema.attributes().containsKey(name)));
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    schema
        .attributes()
        .forEach((name, attribute) -> values.put(name, attribute(body, attribute, schema)));
    Map<String, List<DynamicBlocks.Nested>> blocks = new LinkedHashMap<>();
    for (DynamicBlocks.Nested nested : nested(body, schema)) {
      blocks.computeIfAbsent(nested.block().type(), _ -> new ArrayList<>()).add(nested);
    }
    schema
        .blocks()
        .forEach(
            (name, block) ->
                values.put(
                    name,
                    blocks.containsKey(name) || block.min() > 0
                        ? blocks(body, block, blocks.getOrDefault(name, List.of()))
                        : schema.absent().get(name)));
    for (Body.Argument argument : body.arguments().values()) {
      if (!schema.attributes().containsKey(argument.name())) {
        diagnostics.add(
            BodyReader.unsupportedArgument(
                argument, schema.attributes().keySet(), schema.blocks().keySet()));
      }
    }
    return new Value.Obj(values);
  }

  private List<DynamicBlocks.Nested> nested(Body body, Schema schema) {
    List<Body.Block> known = new ArrayList<>(body.blocks().size());
    for (Body.Block block : body.blocks()) {
      if (block.type().equals("dynamic")
          ? block.labels().isEmpty() || schema.blocks().containsKey(block.labels().getFirst())
          : schema.blocks().containsKey(block.type())) {
        known.add(block);
      } else {
        diagnostics.add(
            BodyReader.unsupportedBlock(
                block, schema.attributes().keySet(), schema.blocks().keySet()));
      }
    }
    return new DynamicBlocks(scope, diagnostics).expand(known);
  }

  private Value attribute(Body body, Schema.Attribute attribute, Schema schema) {
    Value absent = schema.absent().get(attribute.name());
    Body.Argument argument = body.arguments().get(attribute.name());
    if (argument == null) {
      if (attribute.mode() == Schema.Mode.REQUIRED) {
        diagnostics.add(
            Diagnostic.error(
                "Missing required argument",
                "The argument \""
                    + attribute.name()
                    + "\" is required, but no definition was found.",
                body.range()));
      }
      return absent;
    }
    if (!attribute.isConfigurable()) {
      diagnostics.add(
          Diagnostic.error(
              "Value for unconfigurable attribute",
              "\""
                  + attribute.name()
                  + "\" cannot be set: its value is decided when the changes are applied.",
              argument.nameRange()));
      return absent;
    }
    Value value = convert(argument.expression(), attribute);
    if (value.isNull()) {
      if (attribute.mode() == Schema.Mode.REQUIRED) {
        diagnostics.add(
            Diagnostic.error(
                "Missing required argument",
                "The argument \"" + attribute.name() + "\" is required, but its value is null.",
                argument.expression().range()));
      }
      return value;
    }
    String instead = attribute.deprecated();
    if (instead != null) {
      diagnostics.add(Diagnostic.warning("Argument is deprecated", instead, argument.nameRange()));
    }
    return value.sensitiveIf(attribute.sensitive());
  }

  private Value convert(Expression expression, Schema.Attribute attribute) {
    Value value = expression.evaluate(scope, diagnostics);
    return switch (Conversion.convert(value, attribute.type())) {
      case Conversion.Converted(Value converted) -> converted;
      case Conversion.Refused refused -> {
        diagnostics.add(
            Diagnostic.error(
                "Incorrect attribute value type",
                "Inappropriate value for attribute \""
                    + attribute.name()
                    + "\": "
                    + refused.message()
                    + ".",
                part(expression, refused.path().steps())));
        yield new Value.Unknown(attribute.type());
      }
    };
  }

  private Value blocks(Body body, Schema.Block block, List<DynamicBlocks.Nested> found) {
    boolean unknown = found.stream().anyMatch(DynamicBlocks.Nested::unknown);
    if (found.size() < block.min()) {
      diagnostics.add(
          Diagnostic.error(
              "Insufficient " + block.name() + " blocks",
              "At least " + block.min() + " \"" + block.name() + "\" blocks are required.",
              body.range()));
    }
    int max = block.nesting() == Schema.Nesting.SINGLE ? 1 : block.max();
    if (found.size() > max && !unknown) {
      diagnostics.add(
          Diagnostic.error(
              "Too many " + block.name() + " blocks",
              "No more than " + max + " \"" + block.name() + "\" blocks are allowed.",
              found.get(max).block().range()));
    }
    List<Value> values = new ArrayList<>();
    for (DynamicBlocks.Nested one : found) {
      if (!one.block().labels().isEmpty()) {
        diagnostics.add(
            Diagnostic.error(
                "Extraneous label for " + block.name(),
                "A \"" + block.name() + "\" block has no labels.",
                one.block().labelRanges().getFirst()));
      }
      values.add(
          new SchemaDecoder(one.scope(), diagnostics).body(one.block().body(), block.schema()));
    }
    Marks marks = found.stream().map(DynamicBlocks.Nested::marks).reduce(Marks.NONE, Marks::and);
    return (unknown ? new Value.Unknown(nestedType(block)) : collection(block, values))
        .marked(marks);
  }

  private static Type nestedType(Schema.Block block) {
    Type type = block.schema().type();
    return switch (block.nesting()) {
      case SINGLE -> type;
      case LIST -> Type.list(type);
      case SET -> Type.set(type);
    };
  }

  private static Value collection(Schema.Block block, List<Value> values) {
    Type type = block.schema().type();
    return switch (block.nesting()) {
      case SINGLE -> values.isEmpty() ? new Value.Null(type) : values.getFirst();
      case LIST -> new Value.ListOf(type, values);
      case SET -> {
        Value set = new Value.SetOf(type, values);
        yield set.revealed().marked(set.allMarks());
      }
    };
  }

  /**
   * Where the part of a body stands that a path leads to; as near to it as can be told.
   *
   * @param path as of the value that {@link #decode} gives
   */
  public static SourceRange locate(Body body, ValuePath path) {
    return locate(body, path.steps());
  }

  private static SourceRange locate(Body body, List<ValuePath.Step> steps) {
    if (steps.isEmpty() || !(steps.getFirst() instanceof ValuePath.Attribute(String name))) {
      return body.range();
    }
    Body.Argument argument = body.arguments().get(name);
    if (argument != null) {
      return part(argument.expression(), steps.subList(1, steps.size()));
    }
    List<Body.Block> blocks =
        body.blocks().stream().filter(block -> DynamicBlocks.type(block).equals(name)).toList();
    if (blocks.isEmpty()) {
      return body.range();
    }
    boolean indexed = steps.size() > 1 && steps.get(1) instanceof ValuePath.Index;
    int index =
        indexed && steps.get(1) instanceof ValuePath.Index(int i) && i < blocks.size() ? i : 0;
    List<ValuePath.Step> rest = steps.subList(indexed ? 2 : 1, steps.size());
    Body.Block block = blocks.get(index);
    return rest.isEmpty() ? block.range() : locate(DynamicBlocks.content(block), rest);
  }

  /** The range of a part of an expression, where the expression spells it out. */
  private static SourceRange part(Expression whole, List<ValuePath.Step> steps) {
    Expression expression = whole;
    for (ValuePath.Step step : steps) {
      Expression next =
          switch (step) {
            case ValuePath.Attribute(String name) -> pair(expression, name);
            case ValuePath.Key(String key) -> pair(expression, key);
            case ValuePath.Index(int index) -> {
              List<Expression> elements = StaticExpression.elements(expression);
              yield elements == null || index >= elements.size() ? null : elements.get(index);
            }
          };
      if (next == null) {
        return expression.range();
      }
      expression = next;
    }
    return expression.range();
  }

  private static @Nullable Expression pair(Expression expression, String name) {
    List<StaticExpression.Pair> pairs = StaticExpression.pairs(expression);
    if (pairs == null) {
      return null;
    }
    for (StaticExpression.Pair pair : pairs) {
      if (pair.name().equals(name)) {
        return pair.value();
      }
    }
    return null;
  }
}
