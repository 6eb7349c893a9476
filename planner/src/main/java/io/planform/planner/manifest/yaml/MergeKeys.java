package io.planform.planner.manifest.yaml;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The merge key {@code <<} of YAML: the entries of another mapping, or of several, that a mapping
 * does not have itself. Of several the first one wins, as the key's definition says.
 */
final class MergeKeys {
  private final Diagnostics diagnostics;

  MergeKeys(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * @param own the mapping's own entries, which win
   * @param merges the entries with the key {@code <<}
   */
  List<YamlNode.Entry> merge(List<YamlNode.Entry> own, List<YamlNode.Entry> merges) {
    Set<String> known = new HashSet<>();
    own.forEach(entry -> known.add(entry.key()));
    List<YamlNode.Entry> all = new ArrayList<>(own);
    for (YamlNode.Entry merge : merges) {
      List<YamlNode> sources =
          merge.value() instanceof YamlNode.Sequence sequence
              ? sequence.items()
              : List.of(merge.value());
      for (YamlNode source : sources) {
        if (source instanceof YamlNode.Mapping mapping) {
          mapping.entries().stream().filter(entry -> known.add(entry.key())).forEach(all::add);
        } else {
          diagnostics.add(
              Diagnostic.error(
                  "Invalid merge",
                  "The key \"<<\" takes the entries of a mapping, or of a list of mappings.",
                  merge.keyRange()));
        }
      }
    }
    return all;
  }
}
