package io.planform.planner.lang;

import io.planform.planner.lang.Node.Binding;
import io.planform.planner.lang.function.Surroundings;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderFunction;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Refinement;
import io.planform.spi.value.Type;
import io.planform.spi.value.Unification;
import io.planform.spi.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates one expression once. */
final class Evaluator {
  static final Value FAILED = new Value.Unknown(Type.DYNAMIC);

  private final Origin origin;
  private final Scope scope;
  private final Value[] slots;
  private Diagnostics diagnostics;

  Evaluator(Origin origin, Scope scope, Diagnostics diagnostics, int slots) {
    this.origin = origin;
    this.scope = scope;
    this.diagnostics = diagnostics;
    this.slots = new Value[slots];
  }

  Value evaluate(Node node) {
    return switch (node) {
      case Node.Literal(Value value, _, _) -> value;
      case Node.Template template -> template(template);
      case Node.TemplateIf choice ->
          choose(choice.condition(), choice.then(), choice.otherwise(), choice);
      case Node.TemplateFor loop -> templateFor(loop);
      case Node.Outer outer -> outer(outer);
      case Node.Local(int slot, _, _) -> slots[slot];
      case Node.GetAttribute get ->
          step(Steps.attribute(evaluate(get.target()), get.name()), get.nameStart(), get.end());
      case Node.GetIndex get -> index(get);
      case Node.Splat splat -> splat(splat);
      case Node.Unary(TokenKind operator, Node operand, _) ->
          operation(Operators.unary(operator, evaluate(operand)), operand, operand);
      case Node.Binary binary -> binary(binary);
      case Node.Conditional(Node condition, Node then, Node otherwise) ->
          choose(condition, then, otherwise, node);
      case Node.Call call -> new CallEvaluator(this).call(call);
      case Node.TupleOf(List<Node> elements, _, _) -> {
        List<Value> values = new ArrayList<>(elements.size());
        for (Node element : elements) {
          values.add(evaluate(element));
        }
        yield new Value.Tuple(values);
      }
      case Node.ObjectOf object -> new ForEvaluator(this).object(object);
      case Node.ForTuple loop -> new ForEvaluator(this).tuple(loop);
      case Node.ForObject loop -> new ForEvaluator(this).object(loop);
      case Node.Parentheses(Node inner, _, _) -> evaluate(inner);
      case Node.Invalid _ -> FAILED;
    };
  }

  private Value outer(Node.Outer outer) {
    Reference reference = outer.reference();
    Scope.Resolved resolved = scope.resolve(reference, diagnostics);
    Value value = resolved.value();
    List<Reference.Step> steps = reference.steps();
    for (int i = resolved.steps(); i < steps.size(); i++) {
      Reference.Step step = steps.get(i);
      Steps.Result result =
          switch (step) {
            case Reference.Attribute(String name, _) -> Steps.attribute(value, name);
            case Reference.Index(Value key, _) -> Steps.index(value, key);
          };
      switch (result) {
        case Steps.Found(Value found) -> value = found;
        case Steps.Missing(String summary, String detail) -> {
          diagnostics.add(Diagnostic.error(summary, detail, step.range()));
          return FAILED;
        }
      }
    }
    return value;
  }

  private Value index(Node.GetIndex get) {
    Value target = evaluate(get.target());
    Value key = evaluate(get.key());
    return step(Steps.index(target, key), get.target().end(), get.end());
  }

  private Value step(Steps.Result result, int start, int end) {
    return switch (result) {
      case Steps.Found(Value value) -> value;
      case Steps.Missing(String summary, String detail) -> error(summary, detail, start, end);
    };
  }

  private Value splat(Node.Splat splat) {
    Value source = evaluate(splat.source());
    Marks marks = source.marks();
    Value bare = source.unmarked();
    if (bare instanceof Value.Unknown(Type type, _)) {
      return unknownSplat(splat, type).marked(marks);
    }
    if (bare instanceof Value.Null(Type type)) {
      return Steps.isSequence(type)
          ? error(
              "Splat of null value",
              "Splat expressions cannot be applied to null sequences.",
              splat.source().start(),
              splat.end())
          : new Value.Tuple(List.of()).marked(marks);
    }
    List<Value> elements = bare.elements();
    List<Value> results = new ArrayList<>();
    for (Value element : elements == null ? List.of(bare) : elements) {
      slots[splat.slot()] = element;
      results.add(evaluate(splat.each()));
    }
    if (bare instanceof Value.ListOf(Type element, _) && results.isEmpty()) {
      slots[splat.slot()] = new Value.Unknown(element);
      return new Value.ListOf(quietly(splat.each()).type(), List.of()).marked(marks);
    }
    Value result = new Value.Tuple(results);
    boolean list = bare instanceof Value.ListOf || bare instanceof Value.SetOf;
    return (list ? converted(result, Type.list(Type.DYNAMIC)) : result).marked(marks);
  }

  private Value unknownSplat(Node.Splat splat, Type type) {
    Type element =
        switch (type) {
          case Type.ListType(Type of) -> of;
          case Type.SetType(Type of) -> of;
          case Type.Primitive _,
              Type.DynamicType _,
              Type.MapType _,
              Type.TupleType _,
              Type.ObjectType _ ->
              null;
        };
    if (element == null) {
      return FAILED;
    }
    slots[splat.slot()] = new Value.Unknown(element);
    return new Value.Unknown(Type.list(evaluate(splat.each()).type()));
  }

  /** A long chain of operators leans to the left: it is walked, not descended into. */
  private Value binary(Node.Binary top) {
    Deque<Node.Binary> chain = new ArrayDeque<>();
    Node node = top;
    while (node instanceof Node.Binary binary) {
      chain.push(binary);
      node = binary.left();
    }
    Value left = evaluate(node);
    for (Node.Binary binary : chain) {
      left =
          operation(
              Operators.binary(binary.operator(), left, evaluate(binary.right())),
              binary.left(),
              binary.right());
    }
    return left;
  }

  private Value operation(Operators.Result result, Node left, Node right) {
    return switch (result) {
      case Operators.Computed(Value value) -> value;
      case Operators.Unsuitable(Operators.Side side, String summary, String detail) -> {
        Node operand =
            switch (side) {
              case LEFT, BOTH -> left;
              case RIGHT -> right;
            };
        yield error(
            summary,
            detail,
            operand.start(),
            side == Operators.Side.BOTH ? right.end() : operand.end());
      }
    };
  }

  /**
   * Both arms are evaluated, so that the result's type does not depend on the condition; problems
   * of an arm that is not chosen, or not yet, do not count.
   */
  private Value choose(Node condition, Node then, Node otherwise, Node whole) {
    Value decision = bool(condition, "Incorrect condition type");
    Value bare = decision.unmarked();
    boolean decided = bare instanceof Value.Bool;
    boolean chosen = bare.equals(Value.of(true));
    Value first = decided && chosen ? evaluate(then) : quietly(then);
    Value second = decided && !chosen ? evaluate(otherwise) : quietly(otherwise);
    Type type = common(first, second);
    if (type == null) {
      return error(
          "Inconsistent conditional result types",
          "The true and false results must have a common type, but one is "
              + Type.describe(first.type())
              + " and the other is "
              + Type.describe(second.type())
              + ".",
          whole.start(),
          whole.end());
    }
    Value one = converted(first, type);
    Value other = converted(second, type);
    Value result = decided ? chosen ? one : other : either(one.unmarked(), other.unmarked(), type);
    return result.marked(decision.marks().and(first.marks()).and(second.marks()));
  }

  /** What is known where it is not known which of two values of a type it will be. */
  private static Value either(Value one, Value other, Type type) {
    boolean same = one instanceof Value.Num || one instanceof Value.Null;
    return same && one.equals(other) ? one : new Value.Unknown(type, Refinement.either(one, other));
  }

  private static @Nullable Type common(Value first, Value second) {
    if (first.type().equals(second.type())) {
      return first.type();
    }
    if (first.isNull() && first.type() == Type.DYNAMIC) {
      return second.type();
    }
    if (second.isNull() && second.type() == Type.DYNAMIC) {
      return first.type();
    }
    return Unification.of(List.of(first.type(), second.type()));
  }

  static Value converted(Value value, Type type) {
    return switch (Conversion.convert(value, type)) {
      case Conversion.Converted(Value converted) -> converted;
      case Conversion.Refused _ -> value;
    };
  }

  /** The value of a condition: a bool or unknown, perhaps marked. */
  Value bool(Node node, String summary) {
    Value value = evaluate(node);
    if (value.isNull()) {
      return error(
          summary, "The condition is null; it must be true or false.", node.start(), node.end());
    }
    if (value.isUnknown()) {
      return new Value.Unknown(Type.BOOL).marked(value.marks());
    }
    return switch (Conversion.convert(value, Type.BOOL)) {
      case Conversion.Converted(Value converted) -> converted;
      case Conversion.Refused refused ->
          error(summary, "Invalid condition: " + refused.message() + ".", node.start(), node.end());
    };
  }

  private Value template(Node.Template template) {
    StringBuilder text = new StringBuilder();
    Marks marks = Marks.NONE;
    String prefix = null;
    for (Node part : template.parts()) {
      Value value = text(part);
      marks = marks.and(value.allMarks());
      if (value.unmarked() instanceof Value.Str(String known)) {
        text.append(known);
      } else {
        prefix = prefix == null ? text.toString() : prefix;
      }
    }
    Value result =
        prefix == null
            ? Value.of(text.toString())
            : new Value.Unknown(Type.STRING, Refinement.beginning(prefix));
    return result.marked(marks);
  }

  /** A template's part as text, or unknown. */
  private Value text(Node part) {
    Value value = evaluate(part);
    if (value.isNull()) {
      return error(
          "Invalid template interpolation value",
          "The expression result is null. A null value cannot be part of a text.",
          part.start(),
          part.end());
    }
    if (value.isUnknown()) {
      return new Value.Unknown(Type.STRING).marked(value.marks());
    }
    return switch (Conversion.convert(value, Type.STRING)) {
      case Conversion.Converted(Value converted) -> converted;
      case Conversion.Refused refused ->
          error(
              "Invalid template interpolation value",
              "The value cannot be part of a text: " + refused.message() + ".",
              part.start(),
              part.end());
    };
  }

  private Value templateFor(Node.TemplateFor loop) {
    StringBuilder text = new StringBuilder();
    ForEvaluator.Walk walk =
        new ForEvaluator(this)
            .walk(
                loop.binding(),
                () -> {
                  Value value = text(loop.body());
                  if (value.unmarked() instanceof Value.Str(String known)) {
                    text.append(known);
                  }
                  return value;
                });
    if (walk.unknown()) {
      return new Value.Unknown(Type.STRING).marked(walk.marks());
    }
    return Value.of(text.toString()).marked(walk.marks());
  }

  void bind(Binding binding, Value key, Value value) {
    if (binding.keySlot() >= 0) {
      slots[binding.keySlot()] = key;
    }
    slots[binding.valueSlot()] = value;
  }

  /** Evaluates without keeping the diagnostics. */
  Value quietly(Node node) {
    return evaluate(node, new Diagnostics());
  }

  /** Evaluates with other diagnostics. */
  Value evaluate(Node node, Diagnostics other) {
    Diagnostics before = diagnostics;
    diagnostics = other;
    Value value = evaluate(node);
    diagnostics = before;
    return value;
  }

  Value error(String summary, String detail, int start, int end) {
    diagnostics.add(Diagnostic.error(summary, detail, origin.range(start, end)));
    return FAILED;
  }

  Value error(Diagnostic diagnostic, int start, int end) {
    diagnostics.add(diagnostic.at(origin.range(start, end)));
    return FAILED;
  }

  Surroundings surroundings() {
    return new CallSurroundings(scope);
  }

  @Nullable ProviderFunction providerFunction(String provider, String name) {
    return scope.providerFunction(provider, name);
  }

  /** Whether this is about a template that a function renders. */
  boolean allowsFunctions() {
    return scope.allowsFunctions();
  }

  boolean rendersTemplate() {
    return scope instanceof TemplateScope;
  }
}
