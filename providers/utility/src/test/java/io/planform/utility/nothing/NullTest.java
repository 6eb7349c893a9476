package io.planform.utility.nothing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Lifecycle;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NullTest {
  private static final Value MAP = new Value.MapOf(Type.STRING, Map.of("a", Value.of("1")));

  private final Lifecycle nothing = new Lifecycle(new NullProvider(), Path.of(""));

  @Test
  void triggersReplace() {
    Value.Obj made = nothing.create("null_resource", Map.of());
    assertEquals(
        Map.of("triggers", "replace"),
        nothing.changes("null_resource", made, Map.of("triggers", MAP)));
    nothing.delete("null_resource", made);
  }

  @Test
  void theDataSourceGivesBackItsInputs() {
    Value.Obj read =
        nothing
            .session()
            .readData(
                "null_data_source",
                nothing.configuration(Kind.DATA, "null_data_source", Map.of("inputs", MAP)))
            .state();
    assertEquals(MAP, read.get("outputs"));
    assertEquals(Value.of("static"), read.get("id"));
    assertEquals(Value.of("default"), read.get("has_computed_default"));
  }
}
