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

  private void header(Item.Block block) {
    fill(block.start(), block.typeEnd(), 'b');
    for (Item.Label label : block.labels()) {
      boolean quoted = label.end() - label.start() == label.text().length() + 2;
      fill(label.start(), label.end(), 'l');
      if (quoted && !label.text().isEmpty()) {
        put(label.start(), '"');
        put(label.end() - 1, '"');
      }
    }
    put(block.brace(), '{');
  }

  private void fill(int start, int end, char c) {
    for (int i = start; i < end; i++) {
      put(i, c);
    }
  }

  /** Expressions of several lines become one: hcl4j must not see line ends inside a value. */
  private void blank(int start, int end) {
    fill(start, end, ' ');
  }

  private void put(int offset, char c) {
    text[offset - base] = c;
  }
}
