package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions that are read, not evaluated: names, lists of references, literal text. */
public final class StaticExpression {
  private StaticExpression() {}

  /** The reference that an expression is; null if it is anything else. */
  public static @Nullable Reference reference(Expression expression) {
    return expression instanceof ParsedExpression parsed
        ? reference(parsed.root(), parsed.origin())
        : null;
  }

  /** Read as a reference, {@code null.x} begins with a name: there is a provider called so. */
  private static @Nullable Reference reference(Node node, Origin origin) {
    if (node instanceof Node.Outer(Reference reference, _, _)) {
      return reference;
    }
    if (node instanceof Node.Literal(Value value, int start, int end)) {
      return value instanceof Value.Null
          ? name("null", origin, start, end)
          : value instanceof Value.Bool(boolean bool)
              ? name(Boolean.toString(bool), origin, start, end)
              : null;
    }
    if (!(node instanceof Node.GetAttribute(Node target, String name, int nameStart, int end))) {
      return null;
    }
    Reference before = reference(target, origin);
    if (before == null) {
      return null;
    }
    List<Reference.Step> steps = new ArrayList<>(before.steps());
    steps.add(new Reference.Attribute(name, origin.range(nameStart, end)));
    return new Reference(before.root(), steps, origin.range(target.start(), end));
  }

  private static Reference name(String name, Origin origin, int start, int end) {
    return new Reference(name, List.of(), origin.range(start, end));
  }

  /** The address that an expression is, in quotes or not; null if it is anything else. */
  public static @Nullable Traversal traversal(Expression expression) {
    Expression whole = unquoted(expression);
    List<Traversal.Step> steps = new ArrayList<>();
    return traverse(whole, root(whole), steps) ? new Traversal(steps, expression.range()) : null;
  }

  private static boolean traverse(Expression whole, Node node, List<Traversal.Step> steps) {
    switch (node) {
      case Node.Outer(Reference reference, _, _) -> {
        steps.add(new Traversal.Name(reference.root()));
        for (Reference.Step step : reference.steps()) {
          steps.add(
              switch (step) {
                case Reference.Attribute(String name, _) -> new Traversal.Name(name);
                case Reference.Index(Value key, SourceRange range) ->
                    new Traversal.Key(new Composite.Constant(key, range));
              });
        }
        return true;
      }
      case Node.GetAttribute(Node target, String name, _, _) -> {
        boolean leads = traverse(whole, target, steps);
        steps.add(new Traversal.Name(name));
        return leads;
      }
      case Node.GetIndex(Node target, Node key, _) -> {
        boolean leads = traverse(whole, target, steps);
        steps.add(new Traversal.Key(part(whole, key)));
        return leads;
      }
      default -> {
        return false;
      }
    }
  }

  /** The word that an expression is, such as {@code all}; null if it is anything else. */
  public static @Nullable String keyword(Expression expression) {
    Reference reference = reference(expression);
    return reference == null || !reference.steps().isEmpty() ? null : reference.root();
  }

  /** The text that an expression is, without sequences; null if it is anything else. */
  public static @Nullable String text(Expression expression) {
    return root(expression) instanceof Node.Literal(Value.Str(String text), _, _) ? text : null;
  }

  /** The elements of a list as it is written; null if it is anything else. */
  public static @Nullable List<Expression> elements(Expression expression) {
    if (expression instanceof Composite.Sequence sequence) {
      return sequence.elements();
    }
    return root(expression) instanceof Node.TupleOf(List<Node> nodes, _, _)
        ? nodes.stream().map(node -> part(expression, node)).toList()
        : null;
  }

  /** The argument of a call of the function with just one; null if it is anything else. */
  public static @Nullable Expression onlyArgument(Expression expression, String function) {
    return root(expression) instanceof Node.Call call
            && call.name().equals(function)
            && call.arguments().size() == 1
            && !call.expands()
        ? part(expression, call.arguments().getFirst())
        : null;
  }

  /**
   * The pairs of an object as it is written, of those whose key is plain text or, named with its
   * dots, a reference.
   */
  public static @Nullable List<Pair> pairs(Expression expression) {
    if (expression instanceof Composite.Mapping mapping) {
      return mapping.entries().stream()
          .map(
              entry ->
                  new Pair(
                      entry.key(),
                      new Composite.Constant(Value.of(entry.key()), entry.keyRange()),
                      entry.value()))
          .toList();
    }
    if (!(root(expression) instanceof Node.ObjectOf(List<Node.Item> items, _, _))) {
      return null;
    }
    List<Pair> pairs = new ArrayList<>();
    for (Node.Item item : items) {
      String name = name(item.key());
      if (name != null) {
        pairs.add(new Pair(name, part(expression, item.key()), part(expression, item.value())));
      }
    }
    return pairs;
  }

  private static @Nullable String name(Node key) {
    return switch (key) {
      case Node.Literal(Value.Str(String text), _, _) -> text;
      case Node.Outer(Reference reference, _, _)
          when reference.steps().stream().allMatch(Reference.Attribute.class::isInstance) -> {
        StringBuilder name = new StringBuilder(reference.root());
        for (Reference.Step step : reference.steps()) {
          name.append(step instanceof Reference.Attribute(String part, _) ? "." + part : "");
        }
        yield name.toString();
      }
      default -> null;
    };
  }

  /** A key and its value. */
  public record Pair(String name, Expression key, Expression value) {}

  /** A list of references, such as {@code depends_on} takes; old manifests quote them. */
  public static List<Reference> references(Expression expression, Diagnostics diagnostics) {
    List<Expression> elements = elements(expression);
    if (elements == null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid expression",
              "A list of references is required, in square brackets.",
              expression.range()));
      return List.of();
    }
    List<Reference> references = new ArrayList<>();
    for (Expression element : elements) {
      Reference reference = reference(unquoted(element));
      if (reference == null) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid expression", "A single reference is required.", element.range()));
      } else {
        references.add(reference);
      }
    }
    return references;
  }

  /** A reference in quotes is the reference. */
  private static Expression unquoted(Expression element) {
    String text = text(element);
    if (text == null || !(element instanceof ParsedExpression parsed)) {
      return element;
    }
    int open = parsed.root().start() + 1;
    Diagnostics quiet = new Diagnostics();
    Expression inner =
        ExpressionParser.parse(
            text, (start, end) -> parsed.origin().range(open + start, open + end), quiet);
    return quiet.hasErrors() ? element : inner;
  }

  static Node root(Expression expression) {
    return expression instanceof ParsedExpression parsed ? parsed.root() : new Node.Invalid(0, 0);
  }

  private static Expression part(Expression whole, Node node) {
    return whole instanceof ParsedExpression parsed
        ? new ParsedExpression(
            node, parsed.origin(), referencesIn(parsed, node), parsed.slots(), parsed.text(), false)
        : whole;
  }

  private static List<Reference> referencesIn(ParsedExpression whole, Node node) {
    int start = whole.origin().range(node.start(), node.end()).start().offset();
    int end = whole.origin().range(node.start(), node.end()).end().offset();
    return whole.references().stream()
        .filter(
            reference ->
                reference.range().start().offset() >= start
                    && reference.range().end().offset() <= end)
        .toList();
  }
}
