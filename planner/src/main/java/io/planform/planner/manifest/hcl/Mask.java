package io.planform.planner.manifest.hcl;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Items of a body as hcl4j is given them: inside one block of ours, with nothing in them that a
 * user wrote but structure. Names are letters, every expression is a zero. Where each item was put
 * is kept, so that what hcl4j finds can be compared with it.
 */
final class Mask {
  /**
   * Around the items, so that they are one tree; its last attribute shows even blocks that have
   * none, of which hcl4j would say nothing.
   */
  private static final String OPEN = "w{\n";

  private static final String CLOSE = "s=0\n}\n";

  /** How many items in all may be in a block that does not stand empty. */
  private static final int MOST_ITEMS = 100;

  private final StringBuilder text = new StringBuilder(OPEN);
  private int[] positions = new int[64];
  private int count;

  int length() {
    return text.length();
  }

  String text() {
    return text + CLOSE;
  }

  /** Offsets in the text of every attribute and block that was added, outer ones first. */
  IntStream positions() {
    return Arrays.stream(positions, 0, count);
  }

  /** Whether what is in a block is to have masks of its own. */
  static boolean isApart(Item.Block block) {
    return size(block) > MOST_ITEMS;
  }

  private static int size(Item.Block block) {
    int size = block.items().size();
    for (Item item : block.items()) {
      if (item instanceof Item.Block nested) {
        size += size(nested);
      }
    }
    return size;
  }

  void add(Item item) {
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, count * 2);
    }
    positions[count++] = text.length();
    switch (item) {
      case Item.Attribute _ -> text.append("a=0\n");
      case Item.Block block -> {
        header(block.labels().size());
        if (!isApart(block)) {
          block.items().forEach(this::add);
        }
        text.append("}\n");
      }
    }
  }

  /**
   * A letter for the type and for every label: the type's tells how many labels there are, because
   * hcl4j takes blocks of one type for a list or, with labels, for a mapping.
   */
  private void header(int labels) {
    text.append((char) ('b' + Math.min(labels, 20))).append(" l".repeat(labels)).append(" {\n");
  }
}
