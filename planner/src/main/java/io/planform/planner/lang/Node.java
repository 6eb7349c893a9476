package io.planform.planner.lang;

import io.planform.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The syntax tree of an expression. Every node knows its stretch of the text. Names bound by {@code
 * for} and splats are slots, decided when the expression is parsed.
 */
sealed interface Node {
  int start();

  int end();

  record Literal(Value value, int start, int end) implements Node {}

  /** Text with sequences in it: always a string. */
  record Template(List<Node> parts, int start, int end) implements Node {}

  record TemplateIf(Node condition, Node then, Node otherwise, int start, int end)
      implements Node {}

  record TemplateFor(Binding binding, Node body, int start, int end) implements Node {}

  /** A name from outside with the constant steps after it. */
  record Outer(Reference reference, int start, int end) implements Node {}

  /** What a {@code for} or a splat binds. */
  record Local(int slot, int start, int end) implements Node {}

  /**
   * @param end of the attribute's name
   */
  record GetAttribute(Node target, String name, int nameStart, int end) implements Node {
    @Override
    public int start() {
      return target.start();
    }
  }

  record GetIndex(Node target, Node key, int end) implements Node {
    @Override
    public int start() {
      return target.start();
    }
  }

  /**
   * @param each what is done with an element, which stands in the slot
   */
  record Splat(Node source, int slot, Node each, int end) implements Node {
    @Override
    public int start() {
      return source.start();
    }
  }

  record Unary(TokenKind operator, Node operand, int start) implements Node {
    @Override
    public int end() {
      return operand.end();
    }
  }

  record Binary(TokenKind operator, Node left, Node right) implements Node {
    @Override
    public int start() {
      // Chains of operators may be of any length: they are followed by a loop.
      Node first = left;
      while (first instanceof Binary binary) {
        first = binary.left;
      }
      return first.start();
    }

    @Override
    public int end() {
      return right.end();
    }
  }

  record Conditional(Node condition, Node then, Node otherwise) implements Node {
    @Override
    public int start() {
      return condition.start();
    }

    @Override
    public int end() {
      return otherwise.end();
    }
  }

  /**
   * @param nameEnd where the name ends, which starts the node
   * @param expands whether the last argument's elements are arguments: {@code f(a...)}
   */
  record Call(String name, List<Node> arguments, boolean expands, int start, int nameEnd, int end)
      implements Node {}

  record TupleOf(List<Node> elements, int start, int end) implements Node {}

  record ObjectOf(List<Item> items, int start, int end) implements Node {}

  record Item(Node key, Node value) {}

  /**
   * The head of a {@code for}.
   *
   * @param keySlot -1 where only the value is named
   */
  record Binding(int keySlot, int valueSlot, Node collection) {}

  record ForTuple(Binding binding, Node value, @Nullable Node condition, int start, int end)
      implements Node {}

  /**
   * @param groups whether values of one key are collected: {@code => v...}
   */
  record ForObject(
      Binding binding,
      Node key,
      Node value,
      boolean groups,
      @Nullable Node condition,
      int start,
      int end)
      implements Node {}

  record Parentheses(Node inner, int start, int end) implements Node {}

  /** What a syntax error left behind; it was reported. */
  record Invalid(int start, int end) implements Node {}
}
