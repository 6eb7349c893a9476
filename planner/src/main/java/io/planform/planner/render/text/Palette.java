package io.planform.planner.render.text;

/** How emphasis looks: ANSI colours, or nothing at all. */
public enum Palette {
  PLAIN(false),
  COLOR(true);

  /** What a piece of text means. */
  public enum Ink {
    ADD("32"),
    CHANGE("33"),
    REMOVE("31"),
    READ("36"),
    STRONG("1"),
    FAINT("90"),
    ERROR("1;31"),
    WARNING("1;33");

    private final String code;

    Ink(String code) {
      this.code = code;
    }
  }

  private final boolean colored;

  Palette(boolean colored) {
    this.colored = colored;
  }

  public String paint(Ink ink, String text) {
    return colored && !text.isEmpty() ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
  }

  public boolean isColored() {
    return colored;
  }
}
