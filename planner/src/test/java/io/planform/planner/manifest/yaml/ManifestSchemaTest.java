package io.planform.planner.manifest.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.planform.huaweicloud.HuaweicloudProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published JSON Schema is what the table and the providers give, and manifests meet it. */
class ManifestSchemaTest {
  private static final Path PUBLISHED = Path.of("../docs/planform.schema.json");

  @Test
  void thePublishedSchemaIsUpToDate() throws IOException {
    String schema = ManifestSchema.of(List.of(new HuaweicloudProvider()));
    if ("update".equals(System.getProperty("goldens"))) {
      Files.writeString(PUBLISHED, schema);
    }
    assertEquals(Files.readString(PUBLISHED), schema, "write it with -Dgoldens=update");
  }

  @Test
  void thePageOnYamlNamesEverySectionAndEveryKeyOfTheShortForms() throws IOException {
    String page = Files.readString(Path.of("../docs/yaml.md"));
    Stream<String> sections = Section.ALL.keySet().stream();
    Stream<String> keys = ShortForms.table().values().stream().flatMap(this::keys);
    Stream<String> forms = ShortForms.table().keySet().stream();
    assertEquals(
        List.of(),
        Stream.of(sections, forms, keys)
            .flatMap(names -> names)
            .filter(name -> !page.contains("`" + name + ":`") && !page.contains("`" + name + "`"))
            .toList());
  }

  /** All that are not just arguments of the same name. */
  private Stream<String> keys(ShortForm form) {
    return Stream.concat(
        form.variants().keySet().stream(),
        form.keys().entrySet().stream()
            .filter(entry -> !entry.getValue().description().isEmpty())
            .flatMap(
                entry -> {
                  ShortForm nested = entry.getValue().form();
                  return Stream.concat(
                      Stream.of(entry.getKey()), nested == null ? Stream.of() : keys(nested));
                }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../examples/quickstart-yaml/main.planform.yaml",
        "../examples/src/test/resources/failing-functions/main.planform.yaml",
        "../examples/src/test/resources/restart/main.planform.yaml",
        "src/test/resources/manifests/yaml-short-forms/main.planform.yaml",
        "src/test/resources/manifests/yaml-blocks/main.planform.yaml",
        "src/test/resources/conversions/blocks.planform.yaml",
        "src/test/resources/manifests/yaml/main.planform.yaml",
      })
  void acceptsAGoodManifest(String file) throws IOException {
    assertEquals(Set.of(), validate(Files.readString(Path.of(file))), file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "function: {}",
        "functions: { f: { runtim: x } }",
        "functions: { f: { memory: [1] } }",
        "functions: { f: { triggers: { t: { type: tmer } } } }",
        "functions: { f: { triggers: { t: { rate: 1m } } } }",
        "functions: { f: { triggers: { t: { type: timer, rat: 1m } } } }",
        "resources: { huaweicloud_fgs_function: { f: { handlr: x } } }",
        "resources: { huaweicloud_fgs_function: { f: { timeout: [] } } }",
        "vpcs: { v: { subnets: { s: { cdir: x } } } }",
      })
  void refusesABadManifest(String manifest) throws IOException {
    assertFalse(validate(manifest).isEmpty(), manifest);
  }

  private static Set<ValidationMessage> validate(String manifest) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(Files.readString(PUBLISHED));
    JsonNode document = new YAMLMapper().readTree(manifest);
    return schema.validate(document);
  }
}
