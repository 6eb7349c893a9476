package io.planform.planner.manifest.yaml;

import io.planform.planner.lang.Origin;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.util.List;

/** A YAML document, with the place of every part. An alias is the node that it names. */
sealed interface YamlNode {
  SourceRange range();

  /** How many nodes it has, itself among them, each alias counted as what it names. */
  long size();

  /** How many levels of nodes it has. */
  int depth();

  /**
   * @param text as decoded
   * @param origin of the decoded text
   */
  record Text(String text, Origin origin, SourceRange range) implements YamlNode {
    @Override
    public long size() {
      return 1;
    }

    @Override
    public int depth() {
      return 1;
    }
  }

  /** A number, a bool or null. */
  record Constant(Value value, String text, SourceRange range) implements YamlNode {
    @Override
    public long size() {
      return 1;
    }

    @Override
    public int depth() {
      return 1;
    }
  }

  record Sequence(List<YamlNode> items, SourceRange range, long size, int depth)
      implements YamlNode {
    static Sequence of(List<YamlNode> items, SourceRange range) {
      long size = 1;
      int depth = 0;
      for (YamlNode item : items) {
        size += item.size();
        depth = Math.max(depth, item.depth());
      }
      return new Sequence(items, range, size, depth + 1);
    }
  }

  record Mapping(List<Entry> entries, SourceRange range, long size, int depth) implements YamlNode {
    static Mapping of(List<Entry> entries, SourceRange range) {
      long size = 1;
      int depth = 0;
      for (Entry entry : entries) {
        size += entry.value().size();
        depth = Math.max(depth, entry.value().depth());
      }
      return new Mapping(entries, range, size, depth + 1);
    }
  }

  /**
   * @param origin of the key's decoded text
   */
  record Entry(String key, Origin origin, SourceRange keyRange, YamlNode value) {}
}
