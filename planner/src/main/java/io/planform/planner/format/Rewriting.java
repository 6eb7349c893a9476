package io.planform.planner.format;

import io.planform.planner.lang.TokenKind;
import io.planform.planner.manifest.hcl.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what has a plainer form in that form: values that are nothing but one interpolation,
 * constraints of variables in the words of old versions, labels without quotes.
 */
final class Rewriting {
  private final List<Piece> pieces;
  private final List<Piece> rewritten;
  private int at;

  private Rewriting(List<Piece> pieces) {
    this.pieces = pieces;
    this.rewritten = new ArrayList<>(pieces.size());
  }

  static List<Piece> rewrite(List<Piece> pieces, List<Item> items) {
    Rewriting rewriting = new Rewriting(pieces);
    rewriting.body(items, "");
    rewriting.copyTo(Integer.MAX_VALUE);
    return rewriting.rewritten;
  }

  /**
   * @param path types of the blocks around, each behind a slash
   */
  private void body(List<Item> items, String path) {
    for (Item item : items) {
      switch (item) {
        case Item.Attribute attribute -> attribute(attribute, path);
        case Item.Block block -> {
          labels(block);
          body(block.items(), path + "/" + block.type());
        }
      }
    }
  }

  private void attribute(Item.Attribute attribute, String path) {
    copyTo(attribute.equals() + 1);
    while (pieces.get(at).is(TokenKind.COMMENT)) {
      rewritten.add(pieces.get(at++));
    }
    int from = at;
    while (pieces.get(at).start() < attribute.end()) {
      at++;
    }
    List<Piece> value = pieces.subList(from, at);
    boolean constraint = path.equals("/variable") && attribute.name().equals("type");
    rewritten.addAll(constraint ? constraint(value) : Unwrapping.unwrap(value));
  }

  /** Quotes labels; comments between them are dropped. */
  private void labels(Item.Block block) {
    copyTo(block.typeEnd());
    for (Item.Label label : block.labels()) {
      int from = at;
      while (pieces.get(at).start() < label.end()) {
        at++;
      }
      for (Piece piece : pieces.subList(from, at)) {
        if (piece.is(TokenKind.IDENTIFIER)) {
          rewritten.addAll(quoted(piece));
        } else if (!piece.is(TokenKind.COMMENT)) {
          rewritten.add(piece);
        }
      }
    }
  }

  private static List<Piece> quoted(Piece name) {
    return List.of(
        made(TokenKind.OPEN_QUOTE, "\"", name),
        made(TokenKind.TEXT, name.text(), name),
        made(TokenKind.CLOSE_QUOTE, "\"", name));
  }

  /**
   * Collections whose elements have no type have elements of any type; those in quotes, as
   * Terraform 0.11 had them, have strings.
   */
  private static List<Piece> constraint(List<Piece> value) {
    Piece first = value.getFirst();
    if (value.size() == 1 && first.is(TokenKind.IDENTIFIER)) {
      return switch (first.text()) {
        case "list", "map", "set" -> collection(first, first.text(), "any");
        default -> value;
      };
    }
    if (value.size() != 3 || !first.is(TokenKind.OPEN_QUOTE)) {
      return value;
    }
    return switch (value.get(1).text()) {
      case "string" -> List.of(made(TokenKind.IDENTIFIER, "string", first));
      case "list", "map" -> collection(first, value.get(1).text(), "string");
      default -> value;
    };
  }

  private static List<Piece> collection(Piece place, String type, String element) {
    return List.of(
        made(TokenKind.IDENTIFIER, type, place),
        made(TokenKind.OPEN_PAREN, "(", place),
        made(TokenKind.IDENTIFIER, element, place),
        made(TokenKind.CLOSE_PAREN, ")", place));
  }

  private static Piece made(TokenKind kind, String text, Piece place) {
    return new Piece(kind, text, place.start(), 0);
  }

  private void copyTo(int offset) {
    while (at < pieces.size() && pieces.get(at).start() < offset) {
      rewritten.add(pieces.get(at++));
    }
  }
}
