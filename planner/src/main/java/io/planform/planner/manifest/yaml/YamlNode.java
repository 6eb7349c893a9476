package io.planform.planner.manifest.yaml;

import io.planform.planner.lang.Origin;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.util.List;

/** A YAML document, with the place of every part. */
sealed interface YamlNode {
  SourceRange range();

  /**
   * @param text as decoded
   * @param origin of the decoded text
   */
  record Text(String text, Origin origin, SourceRange range) implements YamlNode {}

  /** A number, a bool or null. */
  record Constant(Value value, String text, SourceRange range) implements YamlNode {}

  record Sequence(List<YamlNode> items, SourceRange range) implements YamlNode {}

  record Mapping(List<Entry> entries, SourceRange range) implements YamlNode {}

  record Entry(String key, SourceRange keyRange, YamlNode value) {}
}
