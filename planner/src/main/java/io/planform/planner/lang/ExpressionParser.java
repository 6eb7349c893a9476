package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses expressions by operator precedence. One instance parses one expression. */
public final class ExpressionParser {
  private final Origin origin;
  private final Tokens tokens;
  private final List<Reference> references = new ArrayList<>();
  private final List<String> locals = new ArrayList<>();
  private int slots;
  final Cursor cursor;

  private ExpressionParser(
      Tokens tokens, int at, Origin origin, Diagnostics diagnostics, boolean linesMatter) {
    this.origin = origin;
    this.tokens = tokens;
    this.cursor = new Cursor(tokens, at, origin, diagnostics, linesMatter);
  }

  /**
   * An expression among other tokens.
   *
   * @param next index of the first token behind it
   * @param valid false if a syntax error was reported
   */
  public record Parsed(Expression expression, int next, boolean valid) {}

  /** Parses the expression that begins at a token and ends before the end of its line. */
  public static Parsed parseAt(Tokens tokens, int at, Origin origin, Diagnostics diagnostics) {
    ExpressionParser parser = new ExpressionParser(tokens, at, origin, diagnostics, true);
    Node root = parser.expression();
    return new Parsed(parser.finish(root, false), parser.cursor.index(), !parser.cursor.failed());
  }

  /** Parses a text that is one expression. */
  public static Expression parse(String text, Origin origin, Diagnostics diagnostics) {
    Tokens tokens = Scanner.scan(text, origin, diagnostics);
    ExpressionParser parser = new ExpressionParser(tokens, 0, origin, diagnostics, false);
    Node root = parser.expression();
    if (!parser.cursor.is(TokenKind.END)) {
      parser.cursor.fail(
          "Extra characters after expression",
          "The expression ends before " + parser.cursor.found() + ".");
    }
    return parser.finish(root, false);
  }

  /**
   * Parses a text that is a template as a whole. A template that is one interpolation and nothing
   * else has the value of that expression, whatever its type.
   */
  public static Expression parseTemplate(String text, Origin origin, Diagnostics diagnostics) {
    Tokens tokens = Scanner.scanTemplate(text, origin, diagnostics);
    ExpressionParser parser = new ExpressionParser(tokens, 0, origin, diagnostics, true);
    Node root = new TemplateParser(parser).bare(text.length());
    return parser.finish(root, true);
  }

  private Expression finish(Node root, boolean template) {
    return new ParsedExpression(
        cursor.failed() ? new Node.Invalid(root.start(), Math.max(root.start(), root.end())) : root,
        origin,
        List.copyOf(references),
        slots,
        tokens.source(),
        template);
  }

  Node expression() {
    if (!cursor.enter()) {
      return invalid();
    }
    Node condition = binary(0);
    if (cursor.accept(TokenKind.QUESTION)) {
      Node then = expression();
      cursor.expect(
          TokenKind.COLON,
          "Missing false expression in conditional",
          "A conditional has the form \"condition ? value : value\".");
      condition = new Node.Conditional(condition, then, expression());
    }
    cursor.leave();
    return condition;
  }

  private Node binary(int least) {
    Node left = unary();
    while (true) {
      TokenKind operator = cursor.kind();
      int precedence = precedence(operator);
      if (precedence <= least) {
        return left;
      }
      cursor.advance();
      left = new Node.Binary(operator, left, binary(precedence));
    }
  }

  private static int precedence(TokenKind operator) {
    return switch (operator) {
      case OR -> 1;
      case AND -> 2;
      case EQUAL, NOT_EQUAL -> 3;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> 4;
      case PLUS, MINUS -> 5;
      case STAR, SLASH, PERCENT -> 6;
      default -> 0;
    };
  }

  private Node unary() {
    if (!cursor.is(TokenKind.MINUS) && !cursor.is(TokenKind.NOT)) {
      return term();
    }
    TokenKind operator = cursor.kind();
    int start = cursor.start();
    cursor.advance();
    if (!cursor.enter()) {
      return invalid();
    }
    Node operand = unary();
    cursor.leave();
    return new Node.Unary(operator, operand, start);
  }

  private Node term() {
    int start = cursor.start();
    return switch (cursor.kind()) {
      case IDENTIFIER -> name();
      case NUMBER -> traversals(number());
      case OPEN_QUOTE, OPEN_HEREDOC -> traversals(new TemplateParser(this).delimited());
      case OPEN_BRACKET, OPEN_BRACE -> traversals(new CollectionParser(this).collection());
      case OPEN_PAREN -> {
        cursor.advance();
        boolean lines = cursor.lines(false);
        Node inner = expression();
        closing(TokenKind.CLOSE_PAREN, lines, "Unbalanced parentheses", "a closing parenthesis");
        yield traversals(new Node.Parentheses(inner, start, cursor.previousEnd()));
      }
      default -> {
        cursor.fail(
            "Invalid expression",
            "Expected the start of an expression, but found " + cursor.found() + ".");
        yield invalid();
      }
    };
  }

  /** Takes a closing bracket, behind which line ends count as they did before the opening one. */
  void closing(TokenKind kind, boolean lines, String summary, String name) {
    if (!cursor.is(kind)) {
      cursor.fail(summary, "Expected " + name + ", but found " + cursor.found() + ".");
      return;
    }
    cursor.advance();
    cursor.lines(lines);
  }

  private Node number() {
    int start = cursor.start();
    int end = cursor.end();
    BigDecimal number = Conversion.number(cursor.text());
    if (number == null) {
      cursor.fail("Invalid number", "Numbers have at most 10,000 digits, the exponent four.");
      return invalid();
    }
    cursor.advance();
    return new Node.Literal(new Value.Num(number), start, end);
  }

  private Node name() {
    int start = cursor.start();
    int end = cursor.end();
    String name = cursor.name();
    TokenKind next = cursor.nextKind();
    if (next == TokenKind.OPEN_PAREN || next == TokenKind.DOUBLE_COLON) {
      return traversals(call());
    }
    cursor.advance();
    Value constant =
        switch (name) {
          case "true" -> Value.of(true);
          case "false" -> Value.of(false);
          case "null" -> new Value.Null(Type.DYNAMIC);
          default -> null;
        };
    if (constant != null) {
      return traversals(new Node.Literal(constant, start, end));
    }
    int slot = locals.lastIndexOf(name);
    return slot >= 0
        ? traversals(new Node.Local(slot, start, end))
        : traversals(outer(name, start));
  }

  /** A name from outside, with as many steps as are constant. */
  private Node outer(String root, int start) {
    List<Reference.Step> steps = new ArrayList<>();
    Reference.Step step = constantStep();
    while (step != null) {
      steps.add(step);
      step = constantStep();
    }
    int end = cursor.previousEnd();
    // The long way to write TYPE.NAME.
    boolean isLong =
        root.equals("resource")
            && steps.size() >= 2
            && steps.getFirst() instanceof Reference.Attribute
            && steps.get(1) instanceof Reference.Attribute;
    String first =
        isLong && steps.removeFirst() instanceof Reference.Attribute(String type, _) ? type : root;
    Reference reference = new Reference(first, steps, cursor.range(start, end));
    references.add(reference);
    return new Node.Outer(reference, start, end);
  }

  private Reference.@Nullable Step constantStep() {
    int start = cursor.start();
    if (cursor.is(TokenKind.DOT) && cursor.nextKind() == TokenKind.IDENTIFIER) {
      cursor.advance();
      Reference.Step step =
          new Reference.Attribute(cursor.name(), cursor.range(start, cursor.end()));
      cursor.advance();
      return step;
    }
    if (!cursor.is(TokenKind.OPEN_BRACKET) || !isConstantIndex()) {
      return null;
    }
    cursor.advance();
    boolean lines = cursor.lines(false);
    Node key = cursor.is(TokenKind.NUMBER) ? number() : new TemplateParser(this).delimited();
    closing(TokenKind.CLOSE_BRACKET, lines, "Missing close bracket on index", "a closing bracket");
    return key instanceof Node.Literal(Value value, _, _)
        ? new Reference.Index(value, cursor.range(start, cursor.previousEnd()))
        : null;
  }

  /** Whether the tokens ahead are {@code [1]} or {@code ["text"]}. */
  private boolean isConstantIndex() {
    return cursor.aheadIs(TokenKind.OPEN_BRACKET, TokenKind.NUMBER, TokenKind.CLOSE_BRACKET)
        || cursor.aheadIs(
            TokenKind.OPEN_BRACKET,
            TokenKind.OPEN_QUOTE,
            TokenKind.TEXT,
            TokenKind.CLOSE_QUOTE,
            TokenKind.CLOSE_BRACKET);
  }

  private Node traversals(Node target) {
    int steps = 0;
    Node node = target;
    while (cursor.is(TokenKind.DOT) || cursor.is(TokenKind.OPEN_BRACKET)) {
      if (++steps > Scanner.MAX_DEPTH) {
        cursor.fail("Nested too deeply", "An expression has too many steps after each other.");
        return node;
      }
      node = cursor.is(TokenKind.DOT) ? dot(node) : bracket(node);
    }
    return node;
  }

  private Node dot(Node target) {
    int dot = cursor.start();
    cursor.advance();
    switch (cursor.kind()) {
      case IDENTIFIER -> {
        Node node = new Node.GetAttribute(target, cursor.name(), cursor.start(), cursor.end());
        cursor.advance();
        return node;
      }
      case NUMBER -> {
        return legacyIndex(target);
      }
      case STAR -> {
        cursor.advance();
        int slot = bind("");
        Node each = new Node.Local(slot, dot, cursor.previousEnd());
        while (cursor.is(TokenKind.DOT) && cursor.nextKind() != TokenKind.STAR) {
          each = dot(each);
        }
        unbind(1);
        return new Node.Splat(target, slot, each, cursor.previousEnd());
      }
      default -> {
        cursor.fail(
            "Invalid attribute name",
            "An attribute name is required after a dot, but found " + cursor.found() + ".");
        return target;
      }
    }
  }

  /**
   * {@code a.0}, of which {@code a.0.1} is not a longer form: the scanner takes it for a number.
   */
  private Node legacyIndex(Node target) {
    int start = cursor.start();
    int end = cursor.end();
    String digits = cursor.text();
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9') || digits.length() > 9) {
      int dot = digits.indexOf('.');
      cursor.fail(
          dot > 0 ? "Invalid legacy index syntax" : "Invalid index",
          dot > 0
              ? "Two indexes in a row stand in brackets: ["
                  + digits.substring(0, dot)
                  + "]["
                  + digits.substring(dot + 1)
                  + "]."
              : "After a dot comes a name or a whole number.");
      return target;
    }
    cursor.advance();
    Value index = new Value.Num(new BigDecimal(digits));
    return new Node.GetIndex(target, new Node.Literal(index, start, end), end);
  }

  private Node bracket(Node target) {
    int open = cursor.start();
    cursor.advance();
    boolean lines = cursor.lines(false);
    if (cursor.is(TokenKind.STAR) && cursor.nextKind() == TokenKind.CLOSE_BRACKET) {
      cursor.advance();
      closing(TokenKind.CLOSE_BRACKET, lines, "Missing close bracket on splat", "a bracket");
      if (!cursor.enter()) {
        return target;
      }
      int slot = bind("");
      Node each = traversals(new Node.Local(slot, open, cursor.previousEnd()));
      unbind(1);
      cursor.leave();
      return new Node.Splat(target, slot, each, cursor.previousEnd());
    }
    Node key = expression();
    closing(TokenKind.CLOSE_BRACKET, lines, "Missing close bracket on index", "a closing bracket");
    return new Node.GetIndex(target, key, cursor.previousEnd());
  }

  private Node call() {
    int start = cursor.start();
    StringBuilder name = new StringBuilder(cursor.text());
    int nameEnd = cursor.end();
    cursor.advance();
    while (cursor.accept(TokenKind.DOUBLE_COLON)) {
      if (!cursor.is(TokenKind.IDENTIFIER)) {
        cursor.fail("Missing function name", "After \"::\" comes the rest of a function's name.");
        return invalid();
      }
      name.append("::").append(cursor.text());
      nameEnd = cursor.end();
      cursor.advance();
    }
    if (!cursor.is(TokenKind.OPEN_PAREN)) {
      cursor.fail("Missing open parenthesis", "A function's name is followed by its arguments.");
      return invalid();
    }
    cursor.advance();
    boolean lines = cursor.lines(false);
    List<Node> arguments = new ArrayList<>();
    boolean expands = false;
    while (!cursor.is(TokenKind.CLOSE_PAREN) && !cursor.failed()) {
      arguments.add(expression());
      expands = cursor.accept(TokenKind.ELLIPSIS);
      if (expands || !cursor.accept(TokenKind.COMMA)) {
        break;
      }
    }
    closing(
        TokenKind.CLOSE_PAREN,
        lines,
        "Missing argument separator",
        "a comma or a closing parenthesis");
    return new Node.Call(name.toString(), arguments, expands, start, nameEnd, cursor.previousEnd());
  }

  int bind(String name) {
    locals.add(name);
    slots = Math.max(slots, locals.size());
    return locals.size() - 1;
  }

  void unbind(int count) {
    for (int i = 0; i < count; i++) {
      locals.removeLast();
    }
  }

  Node invalid() {
    return new Node.Invalid(cursor.start(), cursor.start());
  }
}
