package io.planform.planner.lang;

import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses what stands in brackets and braces: tuples, objects and {@code for} expressions. */
final class CollectionParser {
  private final ExpressionParser parser;
  private final Cursor cursor;

  CollectionParser(ExpressionParser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  Node collection() {
    int start = cursor.start();
    boolean tuple = cursor.is(TokenKind.OPEN_BRACKET);
    cursor.advance();
    boolean lines = cursor.lines(false);
    if (cursor.isWord("for")) {
      return tuple ? forTuple(start, lines) : forObject(start, lines);
    }
    return tuple ? tuple(start, lines) : object(start, lines);
  }

  private Node tuple(int start, boolean lines) {
    List<Node> elements = new ArrayList<>();
    while (!cursor.is(TokenKind.CLOSE_BRACKET) && !cursor.failed()) {
      elements.add(parser.expression());
      if (!cursor.accept(TokenKind.COMMA)) {
        break;
      }
    }
    parser.closing(
        TokenKind.CLOSE_BRACKET, lines, "Missing item separator", "a comma or a closing bracket");
    return new Node.TupleOf(elements, start, cursor.previousEnd());
  }

  /** Line ends separate the items of an object, as commas do. */
  private Node object(int start, boolean lines) {
    List<Node.Item> items = new ArrayList<>();
    cursor.lines(true);
    skipLines();
    while (!cursor.is(TokenKind.CLOSE_BRACE) && !cursor.failed()) {
      Node key = key();
      if (!cursor.accept(TokenKind.ASSIGN) && !cursor.accept(TokenKind.COLON)) {
        cursor.fail(
            "Missing attribute value",
            "Expected \"=\" and a value after an attribute's name, but found "
                + cursor.found()
                + ".");
      }
      items.add(new Node.Item(key, parser.expression()));
      if (!cursor.accept(TokenKind.COMMA)
          && !cursor.is(TokenKind.NEWLINE)
          && !cursor.is(TokenKind.CLOSE_BRACE)) {
        cursor.fail(
            "Missing attribute separator",
            "Expected a comma or a new line before the next attribute, but found "
                + cursor.found()
                + ".");
      }
      skipLines();
    }
    parser.closing(TokenKind.CLOSE_BRACE, lines, "Unclosed object", "a closing brace");
    return new Node.ObjectOf(items, start, cursor.previousEnd());
  }

  private void skipLines() {
    while (cursor.is(TokenKind.NEWLINE)) {
      cursor.advance();
    }
  }

  private Node key() {
    if (cursor.is(TokenKind.IDENTIFIER)
        && (cursor.nextKind() == TokenKind.ASSIGN || cursor.nextKind() == TokenKind.COLON)) {
      Node key = new Node.Literal(Value.of(cursor.text()), cursor.start(), cursor.end());
      cursor.advance();
      return key;
    }
    return parser.expression();
  }

  private Node forTuple(int start, boolean lines) {
    int names = names();
    Node.Binding binding = binding(names);
    Node value = parser.expression();
    Node condition = condition();
    parser.unbind(names);
    parser.closing(TokenKind.CLOSE_BRACKET, lines, "Invalid 'for' expression", "a closing bracket");
    return new Node.ForTuple(binding, value, condition, start, cursor.previousEnd());
  }

  private Node forObject(int start, boolean lines) {
    int names = names();
    Node.Binding binding = binding(names);
    Node key = parser.expression();
    cursor.expect(
        TokenKind.ARROW,
        "Invalid 'for' expression",
        "A 'for' in braces gives an object: it needs a key, \"=>\" and a value.");
    Node value = parser.expression();
    boolean groups = cursor.accept(TokenKind.ELLIPSIS);
    Node condition = condition();
    parser.unbind(names);
    parser.closing(TokenKind.CLOSE_BRACE, lines, "Invalid 'for' expression", "a closing brace");
    return new Node.ForObject(binding, key, value, groups, condition, start, cursor.previousEnd());
  }

  private @Nullable Node condition() {
    if (!cursor.isWord("if")) {
      return null;
    }
    cursor.advance();
    return parser.expression();
  }

  private @Nullable String first;
  private @Nullable String second;

  /** Reads {@code for a, b}; answers how many names there are. */
  int names() {
    cursor.advance();
    first = name();
    second = cursor.accept(TokenKind.COMMA) ? name() : null;
    return second == null ? 1 : 2;
  }

  private String name() {
    if (!cursor.is(TokenKind.IDENTIFIER)) {
      boolean key = cursor.is(TokenKind.ASSIGN) || cursor.is(TokenKind.COLON);
      cursor.fail(
          "Invalid 'for' expression",
          "Expected a name after \"for\", but found "
              + cursor.found()
              + (key ? ". A key named \"for\" stands in quotes." : "."));
      return "";
    }
    String name = cursor.text();
    cursor.advance();
    return name;
  }

  /** Reads {@code in collection :} and binds the names for what follows. */
  Node.Binding binding(int names) {
    Node collection = collectionOf();
    cursor.expect(
        TokenKind.COLON, "Invalid 'for' expression", "Expected a colon after the collection.");
    return bound(names, collection);
  }

  Node collectionOf() {
    if (!cursor.isWord("in")) {
      cursor.fail(
          "Invalid 'for' expression",
          "Expected \"in\" after the names of a 'for', but found " + cursor.found() + ".");
    }
    cursor.advance();
    return parser.expression();
  }

  Node.Binding bound(int names, Node collection) {
    int slot = parser.bind(first == null ? "" : first);
    if (names == 1 || second == null) {
      return new Node.Binding(-1, slot, collection);
    }
    return new Node.Binding(slot, parser.bind(second), collection);
  }
}
