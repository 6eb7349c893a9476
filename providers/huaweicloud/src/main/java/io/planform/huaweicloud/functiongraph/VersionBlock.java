package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.resource.JsonMeaning;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A block {@code versions} of a function, as far as it is known.
 *
 * @param description empty where there is none
 */
record VersionBlock(String name, String description, Optional<Alias> alias) {

  /**
   * A block {@code aliases} in it.
   *
   * @param weights JSON text; empty where there is none
   * @param strategy JSON text; empty where there is none
   */
  record Alias(String name, String description, String weights, String strategy) {

    /** Whether both say the same, however their JSON is written. */
    boolean means(Alias other) {
      return name.equals(other.name)
          && description.equals(other.description)
          && JsonMeaning.parse(weights).equals(JsonMeaning.parse(other.weights))
          && JsonMeaning.parse(strategy).equals(JsonMeaning.parse(other.strategy));
    }

    /** The version that gets requests beside the one it stands for; empty where there is none. */
    String additional() {
      JsonNode shift = JsonMeaning.parse(weights.isEmpty() ? strategy : weights);
      return shift.properties().stream().map(each -> each.getKey()).findFirst().orElse("");
    }
  }

  boolean isLatest() {
    return name.equals(FunctionUrn.LATEST);
  }

  /** The blocks by version. */
  static SequencedMap<String, VersionBlock> of(Value versions) {
    SequencedMap<String, VersionBlock> blocks = new LinkedHashMap<>();
    for (Value each : versions.parts()) {
      if (each.unmarked() instanceof Value.Obj block) {
        String name = Texts.of(block.get("name"));
        Optional<Alias> alias =
            block.get("aliases").parts().stream()
                .map(Value::unmarked)
                .filter(Value.Obj.class::isInstance)
                .map(Value.Obj.class::cast)
                .map(VersionBlock::alias)
                .findFirst();
        blocks.put(name, new VersionBlock(name, Texts.of(block.get("description")), alias));
      }
    }
    return blocks;
  }

  private static Alias alias(Value.Obj block) {
    return new Alias(
        Texts.of(block.get("name")),
        Texts.of(block.get("description")),
        Texts.of(block.get("additional_version_weights")),
        Texts.of(block.get("additional_version_strategy")));
  }
}
