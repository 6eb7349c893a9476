package io.planform.utility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.spi.provider.Provider;
import io.planform.spi.provider.ProviderFunction;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.value.Type;
import io.planform.utility.archive.ArchiveProvider;
import io.planform.utility.external.ExternalProvider;
import io.planform.utility.http.HttpProvider;
import io.planform.utility.local.LocalProvider;
import io.planform.utility.nothing.NullProvider;
import io.planform.utility.random.RandomProvider;
import io.planform.utility.time.TimeProvider;
import io.planform.utility.tls.TlsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What manifests may say to the small providers. {@code -Dgoldens=update} writes it. */
class SchemasTest {
  private static final Path GOLDEN = Path.of("src/test/resources/schemas.txt");

  private final StringBuilder text = new StringBuilder();

  private static List<Provider> providers() {
    return List.of(
        new ArchiveProvider(),
        new ExternalProvider(Duration.ofMinutes(1)),
        new HttpProvider(new HttpProvider.Limits(Duration.ofMinutes(1), 1)),
        new LocalProvider(),
        new NullProvider(),
        new RandomProvider(),
        new TimeProvider(Clock.systemUTC()),
        new TlsProvider(Clock.systemUTC(), Duration.ofMinutes(1)));
  }

  @Test
  void areAsPublished() throws IOException {
    providers().forEach(this::describe);
    if ("update".equals(System.getProperty("goldens"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, text);
    }
    assertEquals(Files.readString(GOLDEN), text.toString(), "write it with -Dgoldens=update");
  }

  private void describe(Provider provider) {
    describe("resource", provider.resourceTypes());
    describe("data", provider.dataSources());
    describe("ephemeral", provider.ephemeralTypes());
    new TreeMap<>(provider.functions())
        .forEach((name, function) -> describe(provider.name() + "::" + name, function));
  }

  private void describe(String kind, Map<String, Schema> types) {
    new TreeMap<>(types)
        .forEach(
            (type, schema) -> {
              text.append(kind).append(' ').append(type).append('\n');
              describe("  ", schema);
            });
  }

  private void describe(String name, ProviderFunction function) {
    List<String> parameters =
        function.parameters().stream()
            .map(parameter -> parameter.name() + " " + Type.describe(parameter.type()))
            .toList();
    text.append("function ").append(name).append(parameters).append('\n');
  }

  private void describe(String indent, Schema schema) {
    for (Attribute attribute : new TreeMap<>(schema.attributes()).values()) {
      text.append(indent)
          .append(attribute.name())
          .append(": ")
          .append(Type.describe(attribute.type()))
          .append(", ")
          .append(attribute.mode().name().toLowerCase(Locale.ROOT))
          .append(attribute.change() == Schema.Change.REPLACES ? ", replaces" : "")
          .append(attribute.sensitive() ? ", sensitive" : "")
          .append(attribute.deprecated() == null ? "" : ", deprecated")
          .append('\n');
    }
    for (Block block : schema.blocks().values()) {
      String nesting = block.nesting().name().toLowerCase(Locale.ROOT);
      text.append(indent).append(block.name()).append(" {").append(nesting).append("}\n");
      describe(indent + "  ", block.schema());
    }
  }
}
