package io.planform.planner.render.text;

import io.planform.planner.plan.Action;
import io.planform.planner.render.text.Palette.Ink;
import org.jspecify.annotations.Nullable;

/** The symbol in front of what changes. */
public enum Mark {
  ADD("+", "create", Ink.ADD),
  CHANGE("~", "update in-place", Ink.CHANGE),
  REMOVE("-", "destroy", Ink.REMOVE),
  REPLACE("-/+", "destroy and then create replacement", Ink.REMOVE),
  CREATE_FIRST("+/-", "create replacement and then destroy", Ink.ADD),
  READ("<=", "read (data resources)", Ink.READ),
  FORGET(".", "forget, without destroying", Ink.FAINT),
  NONE(" ", "", Ink.FAINT);

  private final String symbol;
  private final String meaning;
  private final Ink ink;

  Mark(String symbol, String meaning, Ink ink) {
    this.symbol = symbol;
    this.meaning = meaning;
    this.ink = ink;
  }

  public static Mark of(Action action) {
    return switch (action) {
      case CREATE -> ADD;
      case UPDATE -> CHANGE;
      case DELETE -> REMOVE;
      case DELETE_THEN_CREATE -> REPLACE;
      case CREATE_THEN_DELETE -> CREATE_FIRST;
      case READ -> READ;
      case FORGET -> FORGET;
      case NO_OP -> NONE;
    };
  }

  /** The mark of a part that was and will be; null values are absent ones. */
  public static Mark of(@Nullable Object before, @Nullable Object after) {
    return before == null ? ADD : after == null ? REMOVE : before.equals(after) ? NONE : CHANGE;
  }

  public String symbol() {
    return symbol;
  }

  public String meaning() {
    return meaning;
  }

  /** Right-aligned in a column of this width. */
  public String in(Palette palette, int width) {
    String pad = " ".repeat(Math.max(0, width - symbol.length()));
    return pad + palette.paint(ink, symbol);
  }
}
