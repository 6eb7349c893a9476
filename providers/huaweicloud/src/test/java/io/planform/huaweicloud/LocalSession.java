package io.planform.huaweicloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Operation;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Sessions on the local host as the planner makes them, and values as it decodes them. */
final class LocalSession {
  static final String FUNCTION = "huaweicloud_fgs_function";
  static final String TRIGGER = "huaweicloud_fgs_function_trigger";
  static final String URN = "urn:fss:local-1:p1:function:default:hello";
  static final Operation OPERATION = new Operation("op-1", "lineage-1", 7, Duration.ofSeconds(10));

  private LocalSession() {}

  static void hostRunsAt(Path home, String url) throws IOException {
    Files.writeString(
        home.resolve("credentials"),
        "HW_ACCESS_KEY=AK\nHW_SECRET_KEY=SECRET-KEY\nHW_PROJECT_ID=p1\nHW_REGION_NAME=local-1\n");
    Files.createDirectories(home.resolve("host"));
    Files.writeString(home.resolve("host/host.json"), "{\"api\":\"" + url + "\"}");
  }

  static ProviderSession open(Path home) {
    return open(home, Map.of(), Map.of());
  }

  static ProviderSession open(Path home, Map<String, Value> block, Map<String, String> variables) {
    Diagnostics diagnostics = new Diagnostics();
    ProviderSession session =
        new HuaweicloudProvider()
            .configure(
                filled(ProviderBlock.SCHEMA, block),
                new Environment(variables, home, home),
                diagnostics);
    assertEquals(List.of(), diagnostics.toList());
    assertNotNull(session);
    return session;
  }

  static Value.Obj configuration(String type, Map<String, Value> arguments) {
    return filled(new HuaweicloudProvider().resourceTypes().get(type), arguments);
  }

  static Value.Obj filled(Schema schema, Map<String, Value> arguments) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    schema
        .attributes()
        .forEach((name, attribute) -> values.put(name, new Value.Null(attribute.type())));
    schema.blocks().forEach((name, block) -> values.put(name, none(block)));
    values.putAll(arguments);
    return new Value.Obj(values);
  }

  private static Value none(Schema.Block block) {
    Type element = block.schema().type();
    return switch (block.nesting()) {
      case SINGLE -> new Value.Null(element);
      case LIST -> new Value.ListOf(element, List.of());
      case SET -> new Value.SetOf(element, List.of());
    };
  }
}
