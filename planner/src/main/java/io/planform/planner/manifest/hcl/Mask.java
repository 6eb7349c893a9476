package io.planform.planner.manifest.hcl;

import java.util.Arrays;

/**
 * The text of one top-level item as hcl4j is given it: of the same length as the original up to the
 * closing brace, so that positions agree, and with nothing in it that a user wrote but structure.
 * Names and labels are letters, every expression is a zero, comments and the rest are blank.
 */
final class Mask {
  /** A last attribute of ours, which makes hcl4j show even a block that has none. */
  static final String SENTINEL = "sentinel";

  private final char[] text;
  private final int base;

  private Mask(int base, int length) {
    this.base = base;
    this.text = new char[length];
    Arrays.fill(text, ' ');
  }

  static String of(Item.Block block, String source) {
    Mask mask = new Mask(block.start(), block.close() - block.start());
    mask.newLines(source);
    mask.header(block);
    for (Item item : block.items()) {
      mask.item(item);
    }
    return new String(mask.text) + "\n" + SENTINEL + " = 0\n}\n";
  }

  private void newLines(String source) {
    for (int i = 0; i < text.length; i++) {
      if (source.charAt(base + i) == '\n') {
        text[i] = '\n';
      }
    }
  }

  private void item(Item item) {
    switch (item) {
      case Item.Attribute attribute -> {
        fill(attribute.start(), attribute.nameEnd(), 'a');
        put(attribute.equals(), '=');
        blank(attribute.equals() + 1, attribute.end());
        put(attribute.expression().range().start().offset(), '0');
      }
      case Item.Block block -> {
        header(block);
        block.items().forEach(this::item);
        put(block.close(), '}');
      }
    }
  }

  /**
   * A letter for the type and for every label, one space between them, right in front of the brace:
   * hcl4j is particular about what else may stand in a header. The type's letter tells how many
   * labels there are: hcl4j takes blocks of one type for a list or, with labels, for a mapping.
   */
  private void header(Item.Block block) {
    blank(block.start(), block.brace());
    char type = (char) ('b' + Math.min(block.labels().size(), 20));
    String header = type + " l".repeat(block.labels().size());
    int room = block.brace() - block.start() - header.length();
    int start = block.brace() - header.length() - Math.min(1, room);
    for (int i = 0; i < header.length(); i++) {
      put(start + i, header.charAt(i));
    }
    put(block.brace(), '{');
  }

  private void fill(int start, int end, char c) {
    for (int i = start; i < end; i++) {
      put(i, c);
    }
  }

  private void blank(int start, int end) {
    fill(start, end, ' ');
  }

  private void put(int offset, char c) {
    text[offset - base] = c;
  }
}
