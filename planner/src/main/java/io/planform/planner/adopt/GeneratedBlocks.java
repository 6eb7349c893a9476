package io.planform.planner.adopt;

import io.planform.planner.convert.Conversion;
import io.planform.planner.lang.SourceText;
import io.planform.planner.plan.address.Address;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/** Blocks that were written for objects, as the file they are put into. */
public final class GeneratedBlocks {
  private static final String HEAD =
      """
      # __generated__ by Planform
      # Please review these resources and move them into your main configuration files.
      """;

  private final SequencedMap<Address, Block> blocks = new TreeMap<>();
  private final SequencedMap<String, byte[]> files = new TreeMap<>();
  private final String folder;

  /**
   * @param folder in which files beside the blocks will be, as seen from their module: empty, or
   *     with a slash at its end
   */
  public GeneratedBlocks(String folder) {
    this.folder = folder;
  }

  /**
   * @param id of the object that it is for
   */
  record Block(String id, String text) {}

  /** Writes the block of an object, and puts its code beside it. */
  void add(Address address, String id, Schema schema, Value.Obj object, ProviderSession session) {
    CodeFile code = CodeFile.of(address, session, object);
    if (code != null && code.content() != null) {
      files.put(code.name(), code.content());
    }
    Map<String, String> expressions =
        code == null ? Map.of() : Map.of(code.attribute(), code.expression(folder));
    blocks.put(address, new Block(id, ResourceText.of(address, schema, object, expressions)));
  }

  /**
   * Writes new files: the manifest, and beside it what the blocks refer to.
   *
   * @param imports as for {@link #file}
   * @throws FileAlreadyExistsException before anything is written
   */
  public void write(Path manifest, boolean imports) throws IOException {
    Path name = Objects.requireNonNull(manifest.getFileName(), "a manifest has a name");
    SequencedMap<Path, byte[]> all = new LinkedHashMap<>();
    files.forEach((file, content) -> all.put(manifest.resolveSibling(file), content));
    all.put(manifest, file(name.toString(), imports).getBytes(StandardCharsets.UTF_8));
    for (Path file : all.keySet()) {
      if (Files.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
    }
    for (Map.Entry<Path, byte[]> file : all.entrySet()) {
      Files.write(file.getKey(), file.getValue(), StandardOpenOption.CREATE_NEW);
    }
  }

  /** The names of the files beside the manifest. */
  public Set<String> files() {
    return Collections.unmodifiableSet(files.keySet());
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
