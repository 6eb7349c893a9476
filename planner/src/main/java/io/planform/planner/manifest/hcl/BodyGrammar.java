package io.planform.planner.manifest.hcl;

import io.planform.planner.lang.ExpressionParser;
import io.planform.planner.lang.SourceText;
import io.planform.planner.lang.TokenKind;
import io.planform.planner.lang.Tokens;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of a file from its tokens, one after the other: attributes and blocks, with the
 * exact place of each. After a syntax error it goes on with the next item, so that one run names
 * all of them.
 */
final class BodyGrammar implements Iterator<Item> {
  private static final int MAX_BLOCK_DEPTH = 100;

  private final SourceText source;
  private final Tokens tokens;
  private final Diagnostics diagnostics;
  private final ItemCursor cursor;
  private final HeaderGrammar header;
  private final Redefinitions redefinitions;

  /** Whether more braces are opened than closed: only then is a block looked for that was not. */
  private final boolean bracesLeftOpen;

  /** Set where a block was found to be without its closing brace: the blocks around it end too. */
  private boolean unclosed;

  private @Nullable Item next;

  BodyGrammar(SourceText source, Tokens tokens, Diagnostics diagnostics) {
    this.source = source;
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.cursor = new ItemCursor(source, tokens, diagnostics);
    this.header = new HeaderGrammar(source, tokens, diagnostics, cursor);
    this.redefinitions = new Redefinitions(source, diagnostics);
    this.bracesLeftOpen = openBraces(tokens) > 0;
    this.next = read();
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

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Item next() {
    Item item = next;
    if (item == null) {
      throw new NoSuchElementException();
    }
    next = read();
    return item;
  }

  /** The next item of the file itself; null at its end. */
  private @Nullable Item read() {
    List<Item> items = new ArrayList<>(1);
    cursor.skipLines();
    while (items.isEmpty() && cursor.kind() != TokenKind.END) {
      if (cursor.kind() == TokenKind.CLOSE_BRACE) {
        cursor.error(
            "Unexpected closing brace",
            "There is no open block that it could close.",
            tokens.start(cursor.at),
            tokens.end(cursor.at));
        cursor.at++;
      } else {
        item(items, 0, false);
      }
      unclosed = false;
      cursor.skipLines();
    }
    if (items.isEmpty()) {
      return null;
    }
    redefinitions.report(items.getFirst());
    return items.getFirst();
  }

  /** Reads one item with the end of its line; after an error, moves to where the next may begin. */
  private void item(List<Item> items, int depth, boolean oneLine) {
    int first = cursor.at;
    if (cursor.kind() != TokenKind.IDENTIFIER) {
      if (cursor.kind() != TokenKind.INVALID) {
        cursor.error(
            "Argument or block definition required",
            "An argument (name = value) or a block (type \"label\" { … }) is expected here.",
            tokens.start(cursor.at),
            tokens.end(cursor.at));
      }
      cursor.recover(first, oneLine);
      return;
    }
    int name = cursor.at;
    cursor.at++;
    cursor.skipSpace();
    if (oneLine && cursor.kind() != TokenKind.ASSIGN) {
      oneLineError(name);
      cursor.recover(first, true);
      return;
    }
    boolean good =
        cursor.kind() == TokenKind.ASSIGN ? attribute(items, name) : block(items, name, depth);
    if (unclosed) {
      return;
    }
    if (!good) {
      cursor.recover(first, oneLine);
    } else if (!endOfItem(oneLine)) {
      cursor.recover(first, oneLine);
    }
  }

  private boolean endOfItem(boolean oneLine) {
    cursor.skipSpace();
    if (cursor.kind() == TokenKind.NEWLINE || cursor.kind() == TokenKind.END) {
      return true;
    }
    if (cursor.kind() == TokenKind.CLOSE_BRACE) {
      return true;
    }
    if (cursor.kind() != TokenKind.INVALID && oneLine) {
      oneLineError(cursor.at);
    } else if (cursor.kind() != TokenKind.INVALID) {
      cursor.error(
          "Missing newline after item",
          "An argument or block ends with its line, but \""
              + tokens.text(cursor.at)
              + "\" follows.",
          tokens.start(cursor.at),
          tokens.end(cursor.at));
    }
    return false;
  }

  private void oneLineError(int token) {
    cursor.error(
        "Invalid single-argument block definition",
        "A block on one line holds one argument and its closing brace; put more on lines of their"
            + " own.",
        tokens.start(token),
        tokens.end(token));
  }

  private boolean attribute(List<Item> items, int name) {
    int equals = cursor.at;
    cursor.at++;
    cursor.skipSpace();
    if (cursor.kind() == TokenKind.NEWLINE || cursor.kind() == TokenKind.END) {
      cursor.error(
          "Missing value",
          "The argument \"" + tokens.text(name) + "\" needs a value on the same line.",
          tokens.start(name),
          tokens.end(equals));
      return false;
    }
    ExpressionParser.Parsed parsed =
        ExpressionParser.parseAt(tokens, cursor.at, source, diagnostics);
    cursor.at = Math.max(cursor.at, parsed.next());
    // One that is not valid is kept, so that nobody reports it as missing.
    if (parsed.valid() || parsed.expression().range().start().offset() < end()) {
      items.add(
          new Item.Attribute(
              tokens.name(name),
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
    int last = cursor.at - 1;
    while (ItemCursor.isSpace(tokens.kind(last)) || tokens.kind(last) == TokenKind.NEWLINE) {
      last--;
    }
    return tokens.end(last);
  }

  private boolean block(List<Item> items, int name, int depth) {
    List<Item.Label> labels = header.labels(tokens.name(name));
    if (labels == null) {
      return false;
    }
    if (depth == MAX_BLOCK_DEPTH) {
      cursor.error(
          "Nested too deeply",
          "Blocks may be nested " + MAX_BLOCK_DEPTH + " levels deep.",
          tokens.start(name),
          tokens.end(cursor.at));
      cursor.at = tokens.count() - 1;
      unclosed = true;
      return false;
    }
    int brace = cursor.at;
    cursor.at++;
    List<Item> inner = new ArrayList<>();
    if (!body(inner, name, brace, depth)) {
      return false;
    }
    int close = tokens.start(cursor.at);
    cursor.at++;
    items.add(
        new Item.Block(
            tokens.name(name),
            tokens.start(name),
            tokens.end(name),
            labels,
            inner,
            tokens.start(brace),
            close));
    return true;
  }

  private boolean body(List<Item> items, int name, int brace, int depth) {
    cursor.skipSpace();
    boolean oneLine = cursor.kind() != TokenKind.NEWLINE && cursor.kind() != TokenKind.END;
    cursor.skipLines();
    while (cursor.kind() != TokenKind.CLOSE_BRACE) {
      if (cursor.kind() == TokenKind.END || startsTopLevel()) {
        cursor.error(
            "Unclosed block",
            "The block \"" + tokens.text(name) + "\" has no closing brace.",
            tokens.start(name),
            tokens.end(brace));
        unclosed = true;
        return false;
      }
      int item = cursor.at;
      item(items, depth + 1, oneLine);
      if (unclosed) {
        return false;
      }
      if (oneLine && cursor.kind() == TokenKind.NEWLINE) {
        oneLineError(item);
        oneLine = false;
      }
      cursor.skipLines();
    }
    return true;
  }

  /**
   * Whether a block begins here at the very start of a line, with the type and the labels of a
   * block that only the file itself can hold: then the one that is open was never closed.
   */
  private boolean startsTopLevel() {
    if (!bracesLeftOpen || cursor.kind() != TokenKind.IDENTIFIER || cursor.column(cursor.at) != 1) {
      return false;
    }
    int next = cursor.at + 1;
    while (ItemCursor.isSpace(tokens.kind(next))) {
      next++;
    }
    return switch (tokens.text(cursor.at)) {
      case "resource", "data", "variable", "output", "provider", "module" ->
          tokens.kind(next) == TokenKind.OPEN_QUOTE;
      case "locals", "terraform" -> tokens.kind(next) == TokenKind.OPEN_BRACE;
      default -> false;
    };
  }
}
