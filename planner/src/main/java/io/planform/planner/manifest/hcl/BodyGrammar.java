package io.planform.planner.manifest.hcl;

import io.planform.planner.lang.ExpressionParser;
import io.planform.planner.lang.SourceText;
import io.planform.planner.lang.TokenKind;
import io.planform.planner.lang.Tokens;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of a file from its tokens: attributes and blocks, with the exact place of each.
 * After a syntax error it goes on with the next item, so that one run names all of them.
 */
final class BodyGrammar {
  private static final int MAX_BLOCK_DEPTH = 100;

  private final SourceText source;
  private final Tokens tokens;
  private final Diagnostics diagnostics;

  /** Whether more braces are opened than closed: only then is a block looked for that was not. */
  private final boolean bracesLeftOpen;

  private int at;

  /** Set where a block was found to be without its closing brace: the blocks around it end too. */
  private boolean unclosed;

  BodyGrammar(SourceText source, Tokens tokens, Diagnostics diagnostics) {
    this.source = source;
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.bracesLeftOpen = openBraces(tokens) > 0;
  }

  private static int openBraces(Tokens tokens) {
    int open = 0;
    for (int i = 0; i < tokens.count(); i++) {
      switch (tokens.kind(i)) {
        case OPEN_BRACE -> open++;
        case CLOSE_BRACE -> open--;
        default -> {}
      }
    }
    return open;
  }

  List<Item> file() {
    List<Item> items = new ArrayList<>();
    skipLines();
    while (kind() != TokenKind.END) {
      if (kind() == TokenKind.CLOSE_BRACE) {
        error(
            "Unexpected closing brace",
            "There is no open block that it could close.",
            tokens.start(at),
            tokens.end(at));
        at++;
      } else {
        item(items, 0, false);
      }
      unclosed = false;
      skipLines();
    }
    return items;
  }

  /** Reads one item with the end of its line; after an error, moves to where the next may begin. */
  private void item(List<Item> items, int depth, boolean oneLine) {
    int first = at;
    if (kind() != TokenKind.IDENTIFIER) {
      if (kind() != TokenKind.INVALID) {
        error(
            "Argument or block definition required",
            "An argument (name = value) or a block (type \"label\" { … }) is expected here.",
            tokens.start(at),
            tokens.end(at));
      }
      recover(first, oneLine);
      return;
    }
    int name = at;
    at++;
    skipSpace();
    boolean good = kind() == TokenKind.ASSIGN ? attribute(items, name) : block(items, name, depth);
    if (unclosed) {
      return;
    }
    if (!good) {
      recover(first, oneLine);
    } else if (!endOfItem(oneLine)) {
      recover(first, oneLine);
    }
  }

  private boolean endOfItem(boolean oneLine) {
    skipSpace();
    if (kind() == TokenKind.NEWLINE || kind() == TokenKind.END) {
      return true;
    }
    if (kind() == TokenKind.CLOSE_BRACE) {
      return true;
    }
    if (kind() != TokenKind.INVALID) {
      error(
          oneLine ? "Invalid single-argument block definition" : "Missing newline after item",
          oneLine
              ? "A block on one line holds one argument; put each on its own line."
              : "An argument or block ends with its line, but \"" + tokens.text(at) + "\" follows.",
          tokens.start(at),
          tokens.end(at));
    }
    return false;
  }

  private boolean attribute(List<Item> items, int name) {
    int equals = at;
    at++;
    skipSpace();
    if (kind() == TokenKind.NEWLINE || kind() == TokenKind.END) {
      error(
          "Missing value",
          "The argument \"" + tokens.text(name) + "\" needs a value on the same line.",
          tokens.start(name),
          tokens.end(equals));
      return false;
    }
    ExpressionParser.Parsed parsed = ExpressionParser.parseAt(tokens, at, source, diagnostics);
    at = Math.max(at, parsed.next());
    // One that is not valid is kept, so that nobody reports it as missing.
    if (parsed.expression().range().start().offset() < end()) {
      items.add(
          new Item.Attribute(
              tokens.text(name),
              tokens.start(name),
              tokens.end(name),
              parsed.expression(),
              tokens.start(equals),
              end()));
    }
    return parsed.valid();
  }

  /** Where the last token before this one ends that is not a space or the end of a line. */
  private int end() {
    int last = at - 1;
    while (isSpace(tokens.kind(last)) || tokens.kind(last) == TokenKind.NEWLINE) {
      last--;
    }
    return tokens.end(last);
  }

  private boolean block(List<Item> items, int name, int depth) {
    List<Item.Label> labels = new ArrayList<>();
    while (kind() != TokenKind.OPEN_BRACE) {
      Item.Label label = label(tokens.text(name));
      if (label == null) {
        return false;
      }
      labels.add(label);
      skipSpace();
    }
    if (depth == MAX_BLOCK_DEPTH) {
      error(
          "Nested too deeply",
          "Blocks may be nested " + MAX_BLOCK_DEPTH + " levels deep.",
          tokens.start(name),
          tokens.end(at));
      at = tokens.count() - 1;
      unclosed = true;
      return false;
    }
    int brace = at;
    at++;
    List<Item> inner = new ArrayList<>();
    if (!body(inner, name, brace, depth)) {
      return false;
    }
    int close = tokens.start(at);
    at++;
    items.add(
        new Item.Block(
            tokens.text(name),
            tokens.start(name),
            tokens.end(name),
            labels,
            inner,
            tokens.start(brace),
            close));
    return true;
  }

  private boolean body(List<Item> items, int name, int brace, int depth) {
    skipSpace();
    boolean oneLine = kind() != TokenKind.NEWLINE && kind() != TokenKind.END;
    skipLines();
    while (kind() != TokenKind.CLOSE_BRACE) {
      if (kind() == TokenKind.END || startsTopLevel()) {
        error(
            "Unclosed block",
            "The block \"" + tokens.text(name) + "\" has no closing brace.",
            tokens.start(name),
            tokens.end(brace));
        unclosed = true;
        return false;
      }
      item(items, depth + 1, oneLine);
      if (unclosed) {
        return false;
      }
      skipLines();
    }
    return true;
  }

  /**
   * Whether a block begins here at the very start of a line, with the type and the labels of a
   * block that only the file itself can hold: then the one that is open was never closed.
   */
  private boolean startsTopLevel() {
    if (!bracesLeftOpen || kind() != TokenKind.IDENTIFIER || column(at) != 1) {
      return false;
    }
    int next = at + 1;
    while (isSpace(tokens.kind(next))) {
      next++;
    }
    return switch (tokens.text(at)) {
      case "resource", "data", "variable", "output", "provider", "module" ->
          tokens.kind(next) == TokenKind.OPEN_QUOTE;
      case "locals", "terraform" -> tokens.kind(next) == TokenKind.OPEN_BRACE;
      default -> false;
    };
  }

  private Item.@Nullable Label label(String type) {
    int start = tokens.start(at);
    switch (kind()) {
      case IDENTIFIER -> {
        at++;
        return new Item.Label(tokens.text(at - 1), start, tokens.end(at - 1));
      }
      case OPEN_QUOTE -> {
        at++;
        String text = "";
        if (kind() == TokenKind.TEXT) {
          text = tokens.text(at);
          at++;
        }
        if (kind() == TokenKind.CLOSE_QUOTE && text.isEmpty()) {
          error("Invalid label", "A label must not be empty.", start, tokens.end(at));
          return null;
        }
        boolean terminated = tokens.start(at) < tokens.end(at);
        if (kind() == TokenKind.CLOSE_QUOTE && terminated && text.indexOf('\\') < 0) {
          at++;
          return new Item.Label(text, start, tokens.end(at - 1));
        }
        if (kind() != TokenKind.CLOSE_QUOTE || text.indexOf('\\') >= 0) {
          error(
              "Invalid string literal",
              "A label is plain text: it holds no template and no escapes.",
              start,
              tokens.end(at));
        }
        return null;
      }
      case INVALID -> {
        return null;
      }
      default -> {
        boolean line = kind() == TokenKind.NEWLINE || kind() == TokenKind.END;
        error(
            "Invalid block definition",
            line
                ? "After \""
                    + type
                    + "\" comes either \"=\" and a value, or labels and \"{\" on the same line."
                : "A block's type is followed by labels in quotes and \"{\", not by \""
                    + tokens.text(at)
                    + "\".",
            start,
            line ? start : tokens.end(at));
        return null;
      }
    }
  }

  /**
   * Moves on to where the next item may begin: the first line that starts with a name no deeper
   * than the broken item, or with a brace that closes a block around it.
   */
  private void recover(int first, boolean oneLine) {
    int column = column(first);
    boolean sameLine = oneLine;
    int nesting = 0;
    while (kind() != TokenKind.END) {
      TokenKind kind = kind();
      sameLine &= kind != TokenKind.NEWLINE;
      if (sameLine && kind == TokenKind.CLOSE_BRACE && nesting == 0) {
        return;
      }
      if (at > first && startsLine()) {
        int here = column(at);
        boolean item = kind == TokenKind.IDENTIFIER && here <= column;
        boolean close = kind == TokenKind.CLOSE_BRACE && here < column;
        if (item || close) {
          return;
        }
      }
      if (kind == TokenKind.OPEN_BRACE) {
        nesting++;
      } else if (kind == TokenKind.CLOSE_BRACE) {
        nesting--;
      }
      at++;
    }
  }

  /** Whether the current token is the first of its line. */
  private boolean startsLine() {
    int before = at - 1;
    while (before >= 0 && isSpace(tokens.kind(before))) {
      before--;
    }
    return before < 0 || tokens.kind(before) == TokenKind.NEWLINE;
  }

  private int column(int token) {
    return source.position(tokens.start(token)).column();
  }

  private TokenKind kind() {
    return tokens.kind(at);
  }

  private static boolean isSpace(TokenKind kind) {
    return kind == TokenKind.WHITESPACE || kind == TokenKind.COMMENT;
  }

  private void skipSpace() {
    while (isSpace(kind())) {
      at++;
    }
  }

  private void skipLines() {
    while (isSpace(kind()) || kind() == TokenKind.NEWLINE) {
      at++;
    }
  }

  private void error(String summary, String detail, int start, int end) {
    diagnostics.add(Diagnostic.error(summary, detail, source.range(start, end)));
  }
}
