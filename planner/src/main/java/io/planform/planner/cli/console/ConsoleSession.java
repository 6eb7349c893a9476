package io.planform.planner.cli.console;

import io.planform.planner.graph.BuiltInNames;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.ExpressionParser;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scanner;
import io.planform.planner.lang.Scope;
import io.planform.planner.lang.SourceText;
import io.planform.planner.lang.StaticExpression;
import io.planform.planner.lang.Tokens;
import io.planform.planner.render.text.ConsoleText;
import io.planform.planner.render.text.TypeText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions that are typed line by line, and what they come to. */
final class ConsoleSession {
  private final Scope scope;
  private final StringBuilder typed = new StringBuilder();

  ConsoleSession(Scope scope) {
    this.scope = scope;
  }

  /**
   * @param text the value; null after an error
   * @param source what the diagnostics' ranges are about
   */
  record Answer(@Nullable String text, List<Diagnostic> diagnostics, SourceText source) {}

  void add(String line) {
    typed.append(line).append('\n');
  }

  boolean isEmpty() {
    return typed.toString().isBlank();
  }

  boolean isExit() {
    return typed.toString().strip().equals("exit");
  }

  /** Whether there is an expression, and no bracket or heredoc of it is open. */
  boolean isComplete() {
    return !isEmpty() && isWhole(typed.toString());
  }

  /** Whether no bracket or heredoc of a text is open. */
  static boolean isWhole(String text) {
    Tokens tokens = Scanner.scan(text, source(text), new Diagnostics());
    int depth = 0;
    for (int i = 0; i < tokens.count(); i++) {
      depth +=
          switch (tokens.kind(i)) {
            case OPEN_BRACE,
                OPEN_BRACKET,
                OPEN_PAREN,
                OPEN_HEREDOC,
                OPEN_INTERPOLATION,
                OPEN_DIRECTIVE ->
                1;
            case CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, CLOSE_HEREDOC, CLOSE_SEQUENCE -> -1;
            default -> 0;
          };
    }
    return depth <= 0;
  }

  /** Evaluates what was typed, and begins anew. */
  Answer answer() {
    // A heredoc ends with the line of its marker, the end of that line included.
    String text = typed.toString().stripTrailing() + (typed.indexOf("<<") < 0 ? "" : "\n");
    typed.setLength(0);
    SourceText source = source(text);
    Diagnostics diagnostics = new Diagnostics();
    Expression expression = ExpressionParser.parse(text, source, diagnostics);
    String shown = diagnostics.hasErrors() ? "" : shown(expression, diagnostics);
    return new Answer(diagnostics.hasErrors() ? null : shown, diagnostics.toList(), source);
  }

  /** {@code type(…)} exists in the console only, around a whole expression. */
  private String shown(Expression expression, Diagnostics diagnostics) {
    Expression typeOf = StaticExpression.onlyArgument(expression, "type");
    if (typeOf != null && StaticExpression.onlyArgument(typeOf, "type") != null) {
      return "type";
    }
    check(expression.references(), diagnostics);
    if (diagnostics.hasErrors()) {
      return "";
    }
    Value value = (typeOf == null ? expression : typeOf).evaluate(scope, diagnostics);
    return typeOf == null ? ConsoleText.of(value) : TypeText.of(value.type());
  }

  /** A name that means nothing is an error even where {@code try} would pass over it. */
  private void check(List<Reference> references, Diagnostics diagnostics) {
    for (Reference reference : references) {
      Diagnostic wrong = BuiltInNames.NONE.check(reference);
      if (wrong == null) {
        Scope.Resolved _ = scope.resolve(reference, diagnostics);
      } else {
        diagnostics.add(wrong);
      }
    }
  }

  private static SourceText source(String text) {
    return new SourceText("<console>", text);
  }
}
