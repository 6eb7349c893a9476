package io.planform.planner.lang;

import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses templates: quoted strings, heredocs, and texts that are templates as a whole. */
final class TemplateParser {
  private final ExpressionParser parser;
  private final Cursor cursor;

  /** How many names each open {@code %{ for }} binds. */
  private final List<Integer> bound = new ArrayList<>();

  TemplateParser(ExpressionParser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /** A piece of a template before directives are matched with their ends. */
  private sealed interface Piece {
    record Text(StringBuilder text, int start, int end) implements Piece {}

    record Interpolation(Node node) implements Piece {}

    record If(Node condition, int start) implements Piece {}

    record Else(int start) implements Piece {}

    record EndIf(int start, int end) implements Piece {}

    record For(Node.Binding binding, int start) implements Piece {}

    record EndFor(int start, int end) implements Piece {}
  }

  /** A quoted string or a heredoc. */
  Node delimited() {
    int start = cursor.start();
    boolean heredoc = cursor.is(TokenKind.OPEN_HEREDOC);
    boolean flush = heredoc && cursor.text().startsWith("<<-");
    cursor.advanceRaw();
    if (!heredoc && cursor.isPlainText()) {
      return plain(start);
    }
    List<Piece> pieces =
        pieces(heredoc ? TokenKind.CLOSE_HEREDOC : TokenKind.CLOSE_QUOTE, !heredoc);
    if (flush) {
      Indentation.remove(texts(pieces));
    }
    int end = cursor.end();
    if (!cursor.is(heredoc ? TokenKind.CLOSE_HEREDOC : TokenKind.CLOSE_QUOTE)) {
      cursor.fail("Unterminated template", "There is no end of the template.");
      return parser.invalid();
    }
    cursor.advance();
    return assemble(pieces, start, end);
  }

  /** Most strings: nothing in them has to be parsed. */
  private Node plain(int start) {
    Value text = Value.of(cursor.text());
    cursor.advanceRaw();
    int end = cursor.end();
    cursor.advance();
    return new Node.Literal(text, start, end);
  }

  /** A text without delimiters. */
  Node bare(int end) {
    return assemble(pieces(TokenKind.END, false), 0, end);
  }

  private Node assemble(List<Piece> pieces, int start, int end) {
    if (pieces.size() == 1 && pieces.getFirst() instanceof Piece.Interpolation(Node only)) {
      return new Node.Parentheses(only, start, end);
    }
    Node node = new Nesting(pieces).sequence(start, end, 0);
    if (node instanceof Node.Template(List<Node> parts, _, _)) {
      if (parts.isEmpty()) {
        return new Node.Literal(Value.of(""), start, end);
      }
      if (parts.size() == 1 && parts.getFirst() instanceof Node.Literal(Value value, _, _)) {
        return new Node.Literal(value, start, end);
      }
    }
    return node;
  }

  /** The texts, null where something else stands between two of them. */
  private static List<@Nullable StringBuilder> texts(List<Piece> pieces) {
    List<@Nullable StringBuilder> texts = new ArrayList<>();
    for (Piece piece : pieces) {
      texts.add(piece instanceof Piece.Text(StringBuilder text, _, _) ? text : null);
    }
    return texts;
  }

  private List<Piece> pieces(TokenKind close, boolean escapes) {
    List<Piece> pieces = new ArrayList<>();
    boolean stripNext = false;
    while (!cursor.is(close) && !cursor.is(TokenKind.END) && !cursor.failed()) {
      if (cursor.is(TokenKind.TEXT)) {
        StringBuilder text = new EscapedText(cursor, escapes).decode(cursor.text(), cursor.start());
        if (stripNext) {
          Indentation.stripStart(text);
        }
        stripNext = false;
        pieces.add(new Piece.Text(text, cursor.start(), cursor.end()));
        cursor.advanceRaw();
        continue;
      }
      boolean interpolation = cursor.is(TokenKind.OPEN_INTERPOLATION);
      if (!interpolation && !cursor.is(TokenKind.OPEN_DIRECTIVE)) {
        cursor.fail("Invalid template", "Found " + cursor.found() + ".");
        break;
      }
      if (cursor.text().endsWith("~")
          && !pieces.isEmpty()
          && pieces.getLast() instanceof Piece.Text(StringBuilder before, _, _)) {
        Indentation.stripEnd(before);
      }
      int start = cursor.start();
      cursor.advance();
      boolean lines = cursor.lines(false);
      Piece piece = interpolation ? new Piece.Interpolation(parser.expression()) : directive(start);
      if (!cursor.is(TokenKind.CLOSE_SEQUENCE)) {
        cursor.fail(
            interpolation ? "Extra characters after interpolation expression" : "Invalid directive",
            "Expected a closing brace, but found " + cursor.found() + ".");
        break;
      }
      stripNext = cursor.text().startsWith("~");
      pieces.add(ended(piece, cursor.end()));
      if (piece instanceof Piece.EndFor && !bound.isEmpty()) {
        parser.unbind(bound.removeLast());
      }
      cursor.advanceRaw();
      cursor.lines(lines);
    }
    return pieces;
  }

  private static Piece ended(Piece piece, int end) {
    return switch (piece) {
      case Piece.EndIf(int start, _) -> new Piece.EndIf(start, end);
      case Piece.EndFor(int start, _) -> new Piece.EndFor(start, end);
      case Piece.Text _, Piece.Interpolation _, Piece.If _, Piece.Else _, Piece.For _ -> piece;
    };
  }

  private Piece directive(int start) {
    String keyword = cursor.is(TokenKind.IDENTIFIER) ? cursor.text() : "";
    switch (keyword) {
      case "if" -> {
        cursor.advance();
        return new Piece.If(parser.expression(), start);
      }
      case "for" -> {
        CollectionParser loop = new CollectionParser(parser);
        int names = loop.names();
        Node.Binding binding = loop.bound(names, loop.collectionOf());
        bound.add(names);
        return new Piece.For(binding, start);
      }
      case "else" -> {
        cursor.advance();
        return new Piece.Else(start);
      }
      case "endif" -> {
        cursor.advance();
        return new Piece.EndIf(start, start);
      }
      case "endfor" -> {
        cursor.advance();
        return new Piece.EndFor(start, start);
      }
      default -> {
        cursor.fail(
            "Invalid template directive",
            "Expected if, else, endif, for or endfor, but found " + cursor.found() + ".");
        return new Piece.Else(start);
      }
    }
  }

  /** Matches directives with their ends. */
  private final class Nesting {
    private final List<Piece> pieces;
    private int at;

    Nesting(List<Piece> pieces) {
      this.pieces = pieces;
    }

    /** All pieces up to the directive that ends them, which stays to be read. */
    Node sequence(int start, int end, int depth) {
      List<Node> parts = new ArrayList<>();
      while (at < pieces.size() && !cursor.failed()) {
        switch (pieces.get(at)) {
          case Piece.Text first -> text(first, parts);
          case Piece.Interpolation(Node node) -> {
            parts.add(node);
            at++;
          }
          case Piece.If(Node condition, int from) -> {
            at++;
            parts.add(conditional(condition, from, end, depth));
          }
          case Piece.For(Node.Binding binding, int from) -> {
            at++;
            parts.add(loop(binding, from, end, depth));
          }
          case Piece.Else(int from) -> {
            return ended(parts, start, from, from + 2, depth);
          }
          case Piece.EndIf(int from, int to) -> {
            return ended(parts, start, from, to, depth);
          }
          case Piece.EndFor(int from, int to) -> {
            return ended(parts, start, from, to, depth);
          }
        }
      }
      return new Node.Template(parts, start, end);
    }

    /** Adds the texts of adjoining lines as one. */
    private void text(Piece.Text first, List<Node> parts) {
      StringBuilder text = first.text();
      int end = first.end();
      at++;
      while (at < pieces.size() && pieces.get(at) instanceof Piece.Text(var more, _, int to)) {
        text.append(more);
        end = to;
        at++;
      }
      if (!text.isEmpty()) {
        parts.add(new Node.Literal(Value.of(text.toString()), first.start(), end));
      }
    }

    private Node ended(List<Node> parts, int start, int from, int end, int depth) {
      if (depth == 0) {
        cursor.fail(
            "Unexpected template directive",
            "There is no directive that this one could end.",
            from,
            end);
      }
      return new Node.Template(parts, start, from);
    }

    private Node conditional(Node condition, int start, int end, int depth) {
      if (tooDeep(start, depth)) {
        return condition;
      }
      Node then = sequence(start, end, depth + 1);
      Node otherwise = new Node.Literal(Value.of(""), end, end);
      if (at < pieces.size() && pieces.get(at) instanceof Piece.Else) {
        at++;
        otherwise = sequence(start, end, depth + 1);
      }
      if (at < pieces.size() && pieces.get(at) instanceof Piece.EndIf(_, int to)) {
        at++;
        return new Node.TemplateIf(condition, then, otherwise, start, to);
      }
      cursor.fail(
          "Unterminated template directive", "There is no \"%{ endif }\".", start, start + 2);
      return condition;
    }

    private Node loop(Node.Binding binding, int start, int end, int depth) {
      if (tooDeep(start, depth)) {
        return binding.collection();
      }
      Node body = sequence(start, end, depth + 1);
      if (at < pieces.size() && pieces.get(at) instanceof Piece.EndFor(_, int to)) {
        at++;
        return new Node.TemplateFor(binding, body, start, to);
      }
      cursor.fail(
          "Unterminated template directive", "There is no \"%{ endfor }\".", start, start + 2);
      return binding.collection();
    }

    private boolean tooDeep(int start, int depth) {
      if (depth < Scanner.MAX_DEPTH) {
        return false;
      }
      cursor.fail("Nested too deeply", "Directives are nested too deeply.", start, start + 2);
      return true;
    }
  }
}
