package io.planform.planner.manifest.hcl;

import io.planform.planner.lang.ExpressionParser;
import io.planform.planner.lang.SourceText;
import io.planform.planner.lang.StaticExpression;
import io.planform.planner.lang.TokenKind;
import io.planform.planner.lang.Tokens;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the labels between a block's type and its opening brace. */
final class HeaderGrammar {
  private final SourceText source;
  private final Tokens tokens;
  private final Diagnostics diagnostics;
  private final ItemCursor cursor;

  HeaderGrammar(SourceText source, Tokens tokens, Diagnostics diagnostics, ItemCursor cursor) {
    this.source = source;
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.cursor = cursor;
  }

  /** The labels up to the brace, on which the cursor stands then; null after an error. */
  @Nullable List<Item.Label> labels(String type) {
    List<Item.Label> labels = new ArrayList<>(2);
    while (cursor.kind() != TokenKind.OPEN_BRACE) {
      Item.Label label = label(type);
      if (label == null) {
        return null;
      }
      labels.add(label);
      cursor.skipSpace();
    }
    return labels;
  }

  private Item.@Nullable Label label(String type) {
    int start = tokens.start(cursor.at);
    switch (cursor.kind()) {
      case IDENTIFIER -> {
        cursor.at++;
        return new Item.Label(tokens.name(cursor.at - 1), start, tokens.end(cursor.at - 1));
      }
      case OPEN_QUOTE -> {
        return quoted(start);
      }
      case INVALID -> {
        return null;
      }
      default -> {
        boolean line = cursor.kind() == TokenKind.NEWLINE || cursor.kind() == TokenKind.END;
        cursor.error(
            "Invalid block definition",
            line
                ? "After \""
                    + type
                    + "\" comes either \"=\" and a value, or labels and \"{\" on the same line."
                : "A block's type is followed by labels in quotes and \"{\", not by \""
                    + tokens.text(cursor.at)
                    + "\".",
            start,
            line ? start : tokens.end(cursor.at));
        return null;
      }
    }
  }

  private Item.@Nullable Label quoted(int start) {
    int open = cursor.at;
    cursor.at++;
    String text = "";
    if (cursor.kind() == TokenKind.TEXT) {
      text = tokens.name(cursor.at);
      cursor.at++;
    }
    boolean closed = cursor.kind() == TokenKind.CLOSE_QUOTE;
    int end = tokens.end(cursor.at);
    if (closed && tokens.start(cursor.at) == end) {
      // The string is without end, which was reported.
      return null;
    }
    if (closed && text.isEmpty()) {
      cursor.error("Invalid label", "A label must not be empty.", start, end);
      return null;
    }
    if (!closed) {
      cursor.error(
          "Invalid string literal", "A label is plain text: it holds no template.", start, end);
      return null;
    }
    cursor.at++;
    boolean plain = text.indexOf('\\') < 0 && text.indexOf("${") < 0 && text.indexOf("%{") < 0;
    String decoded =
        plain
            ? text
            : StaticExpression.text(
                ExpressionParser.parseAt(tokens, open, source, diagnostics).expression());
    return decoded == null ? null : new Item.Label(decoded, start, end);
  }
}
