package io.planform.planner.manifest.hcl;

import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The blocks of files in HCL by their places. A file is looked through once. */
public final class TopLevelBlocks {
  private final Map<String, NavigableMap<Integer, Item.Block>> files = new HashMap<>();

  /**
   * The header of the outermost block in which a range begins, such as {@code resource "a" "b"};
   * null where there is none, and for other languages.
   */
  public @Nullable String header(SourceText source, SourceRange range) {
    int offset = range.start().offset();
    Map.Entry<Integer, Item.Block> before =
        files.computeIfAbsent(source.file(), _ -> blocks(source)).floorEntry(offset);
    return before == null || before.getValue().close() < offset ? null : header(before.getValue());
  }

  private static NavigableMap<Integer, Item.Block> blocks(SourceText source) {
    NavigableMap<Integer, Item.Block> blocks = new TreeMap<>();
    if (source.file().endsWith(".tf") || source.file().endsWith(".hcl")) {
      for (Item item : HclFile.syntax(source, new Diagnostics()).items()) {
        if (item instanceof Item.Block block) {
          blocks.put(block.start(), block);
        }
      }
    }
    return blocks;
  }

  private static String header(Item.Block block) {
    StringBuilder header = new StringBuilder(block.type());
    for (Item.Label label : block.labels()) {
      header.append(" \"").append(label.text()).append('"');
    }
    return header.toString();
  }
}
