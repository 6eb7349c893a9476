package io.planform.planner.adopt;

import io.planform.planner.convert.Conversion;
import io.planform.planner.lang.SourceText;
import io.planform.planner.plan.address.Address;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Blocks that were written for objects, as the file they are put into. */
public final class GeneratedBlocks {
  private static final String HEAD =
      """
      # __generated__ by Planform
      # Please review these resources and move them into your main configuration files.
      """;

  private final SequencedMap<Address, Block> blocks = new TreeMap<>();

  /**
   * @param id of the object that it is for
   */
  record Block(String id, String text) {}

  void add(Address address, String id, String text) {
    blocks.put(address, new Block(id, text));
  }

  /** The blocks alone, by address. */
  public SequencedMap<Address, String> texts() {
    SequencedMap<Address, String> texts = new TreeMap<>();
    blocks.forEach((address, block) -> texts.put(address, block.text()));
    return texts;
  }

  /** What is imported to each address. */
  public SequencedMap<Address, String> ids() {
    SequencedMap<Address, String> ids = new TreeMap<>();
    blocks.forEach((address, block) -> ids.put(address, block.id()));
    return ids;
  }

  /**
   * In the language that the file's name asks for.
   *
   * @param imports whether the file is to say which objects they are for
   */
  public String file(String name, boolean imports) {
    StringBuilder hcl = new StringBuilder(HEAD);
    blocks.forEach(
        (address, block) -> {
          StringBuilder id = new StringBuilder();
          new ValueText(id).write(Value.of(block.id()));
          if (imports) {
            hcl.append("\nimport {\n  to = ").append(address).append("\n  id = ").append(id);
            hcl.append("\n}\n");
          }
          hcl.append("\n# __generated__ by Planform from ").append(id).append('\n');
          hcl.append(block.text()).append('\n');
        });
    return isYaml(name)
        ? Conversion.toYaml(List.of(new SourceText("generated.tf", hcl.toString())))
        : hcl.toString();
  }

  private static boolean isYaml(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }
}
