package io.planform.planner.convert;

import io.planform.planner.format.Formatter;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.planner.manifest.yaml.YamlFile;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What files of manifests mean in another language. Those that are in it already stay as they are.
 */
public final class Conversion {
  private Conversion() {}

  /** The schemas that tell which mappings of a file in YAML are blocks in HCL. */
  @FunctionalInterface
  public interface Schemas {
    /**
     * @param block {@code resource}, {@code data}, {@code ephemeral} or {@code provider}
     * @return null for a type that nobody knows: its mappings are arguments
     */
    @Nullable Schema schema(String block, String type);
  }

  /**
   * @param files without errors
   */
  public static String toHcl(List<SourceText> files, Schemas schemas) {
    List<String> texts = new ArrayList<>();
    for (SourceText file : files) {
      String text =
          isYaml(file)
              ? HclText.of(
                  new NestedBlocks(schemas).written(YamlFile.parse(file, new Diagnostics())),
                  new CommentLines(file))
              : file.text();
      String laidOut = Formatter.format(new SourceText(file.file(), text), new Diagnostics());
      texts.add(laidOut == null ? text : laidOut);
    }
    return String.join("\n", texts);
  }

  /**
   * @param files without errors
   * @return a document for all files in HCL, and one for each in YAML
   */
  public static String toYaml(List<SourceText> files) {
    YamlManifest manifest = new YamlManifest();
    List<String> documents = new ArrayList<>();
    for (SourceText file : files) {
      if (isYaml(file)) {
        documents.add(file.text());
      } else {
        manifest.add(HclFile.parse(file, new Diagnostics()), new CommentLines(file));
      }
    }
    String first = manifest.toString();
    if (!first.isEmpty()) {
      documents.addFirst(first);
    }
    return String.join("---\n", documents);
  }

  private static boolean isYaml(SourceText file) {
    return file.file().endsWith(".yaml");
  }
}
