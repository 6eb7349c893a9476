package io.planform.huaweicloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.value.Type;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names, types and modes are those of the huaweicloud Terraform provider. */
class SchemaTest {
  /**
   * Nobody sets an id, though the real provider's library declares that one could. Codes of
   * applications are shown by the real provider, though they do in the place of signatures.
   */
  private static final Set<String> OURS = Set.of("id", "app_codes");

  static Stream<String> declarations() throws IOException {
    try (InputStream table = SchemaTest.class.getResourceAsStream("/schema.tsv")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines().filter(line -> !line.startsWith("#")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void isThatOfTheRealProvider(String line) {
    String[] columns = line.split("\t", -1);
    Schema schema = schemaOf(columns[0]);
    String name = columns[1];
    if (columns[2].startsWith("block ")) {
      Block block = schema.blocks().get(name);
      assertNotNull(block, line);
      assertEquals(columns[2], "block " + block.nesting().name().toLowerCase(Locale.ROOT));
      if (columns[3].equals("max 1")) {
        assertEquals(1, block.max());
      }
      return;
    }
    Attribute attribute = schema.attributes().get(name);
    assertNotNull(attribute, line);
    assertEquals(columns[2], text(attribute.type()));
    if (!OURS.contains(name)) {
      assertEquals(columns[3], mode(attribute));
    }
  }

  private static Schema schemaOf(String path) {
    String[] names = path.split("\\.", -1);
    HuaweicloudProvider provider = new HuaweicloudProvider();
    Schema schema =
        names[0].equals("provider")
            ? provider.configuration()
            : provider.resourceTypes().get(names[0]);
    assertNotNull(schema, path);
    for (int i = 1; i < names.length; i++) {
      assertTrue(schema.blocks().containsKey(names[i]), path);
      schema = schema.blocks().get(names[i]).schema();
    }
    return schema;
  }

  private static String mode(Attribute attribute) {
    String mode =
        switch (attribute.mode()) {
          case REQUIRED -> "required";
          case OPTIONAL -> "optional";
          case COMPUTED -> "computed";
          case OPTIONAL_COMPUTED -> "optional+computed";
        };
    return attribute.sensitive() ? mode + " sensitive" : mode;
  }

  private static String text(Type type) {
    return switch (type) {
      case Type.Primitive primitive -> primitive.name().toLowerCase(Locale.ROOT);
      case Type.ListType(Type element) -> "list(" + text(element) + ")";
      case Type.SetType(Type element) -> "set(" + text(element) + ")";
      case Type.MapType(Type element) -> "map(" + text(element) + ")";
      default -> type.toString();
    };
  }
}
