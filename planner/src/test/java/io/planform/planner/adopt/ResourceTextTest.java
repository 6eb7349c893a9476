package io.planform.planner.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.planner.plan.address.Address;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ResourceTextTest {
  private static final Address ADDRESS = Objects.requireNonNull(Address.parse("box.it"));

  @Test
  void writesArgumentsInTheirOrderAndLeavesOutWhatCannotBeSet() {
    Schema schema =
        Schema.of(
            List.of(
                attribute("name", Type.STRING, Mode.REQUIRED),
                attribute("id", Type.STRING, Mode.OPTIONAL_COMPUTED),
                attribute("urn", Type.STRING, Mode.COMPUTED),
                attribute("arguments", Type.list(Type.STRING), Mode.OPTIONAL),
                new Attribute(
                    "old", Type.STRING, Mode.OPTIONAL, Change.IN_PLACE, false, "", "use name"),
                attribute("size", Type.NUMBER, Mode.OPTIONAL_COMPUTED)),
            List.of());
    Value.Obj object =
        object(
            Map.of(
                "name", Value.of("it \"quoted\" ${x}\n"),
                "id", Value.of("1"),
                "urn", Value.of("urn:1"),
                "old", Value.of("old"),
                "arguments", Value.ofStrings(List.of("a", "b"))));
    assertEquals(
        """
        resource "box" "it" {
          arguments = ["a", "b"]
          name      = "it \\"quoted\\" $${x}\\n"
          size      = null
        }""",
        ResourceText.of(ADDRESS, schema, object, Map.of()));
  }

  @Test
  void writesMapsAndDocumentsByTheirParts() {
    Schema schema =
        Schema.of(
            List.of(
                attribute("event", Type.STRING, Mode.OPTIONAL),
                attribute("tags", Type.map(Type.STRING), Mode.OPTIONAL),
                attribute("text", Type.STRING, Mode.OPTIONAL)),
            List.of());
    Value.Obj object =
        object(
            Map.of(
                "event", Value.of("{\"a\":[1,{\"b\":null}],\"c\":true}"),
                "text", Value.of("{ \"spaces\": 1 }"),
                "tags",
                    new Value.MapOf(
                        Type.STRING, Map.of("owner", Value.of("x"), "a b", Value.of("y")))));
    assertEquals(
        """
        resource "box" "it" {
          event = jsonencode({
            a = [1, {
              b = null
            }]
            c = true
          })
          tags = {
            "a b" = "y"
            owner = "x"
          }
          text = "{ \\"spaces\\": 1 }"
        }""",
        ResourceText.of(ADDRESS, schema, object, Map.of()));
  }

  @Test
  void neverWritesWhatIsSensitive() {
    Schema schema =
        Schema.of(
            List.of(
                new Attribute(
                    "password", Type.STRING, Mode.OPTIONAL, Change.IN_PLACE, true, "", null),
                attribute("note", Type.STRING, Mode.OPTIONAL)),
            List.of());
    Value.Obj object =
        object(
            Map.of("password", Value.of("s3cret"), "note", Value.of("s3cret").sensitiveIf(true)));
    assertEquals(
        """
        resource "box" "it" {
          note     = null # sensitive
          password = null # sensitive
        }""",
        ResourceText.of(ADDRESS, schema, object, Map.of()));
  }

  @Test
  void leavesToTheProviderWhatIsNothing() {
    Schema schema =
        Schema.of(
            List.of(
                attribute("size", Type.NUMBER, Mode.OPTIONAL_COMPUTED),
                attribute("labels", Type.list(Type.STRING), Mode.OPTIONAL_COMPUTED),
                attribute("open", Type.BOOL, Mode.OPTIONAL_COMPUTED),
                attribute("note", Type.STRING, Mode.OPTIONAL)),
            List.of());
    Value.Obj object =
        object(
            Map.of(
                "size", Value.of(0),
                "labels", Value.ofStrings(List.of()),
                "open", Value.of(false),
                "note", Value.of("")));
    assertEquals(
        """
        resource "box" "it" {
          labels = null
          note   = ""
          open   = false
          size   = null
        }""",
        ResourceText.of(ADDRESS, schema, object, Map.of()));
  }

  @Test
  void writesABlockForEachPart() {
    Schema port = Schema.of(List.of(attribute("number", Type.NUMBER, Mode.REQUIRED)), List.of());
    Schema schema =
        Schema.of(
            List.of(),
            List.of(
                block("port", Nesting.LIST, port),
                block("main", Nesting.SINGLE, port),
                block("none", Nesting.SINGLE, port)));
    Value.Obj first = object(Map.of("number", Value.of(80)));
    Value.Obj second = object(Map.of("number", Value.of(443)));
    Value.Obj object =
        object(
            Map.of("port", new Value.ListOf(port.type(), List.of(first, second)), "main", second));
    assertEquals(
        """
        resource "box" "it" {
          main {
            number = 443
          }
          port {
            number = 80
          }
          port {
            number = 443
          }
        }""",
        ResourceText.of(ADDRESS, schema, object, Map.of()));
  }

  private static Value.Obj object(Map<String, Value> values) {
    SequencedMap<String, Value> ordered = new LinkedHashMap<>(values);
    return new Value.Obj(ordered);
  }

  private static Attribute attribute(String name, Type type, Mode mode) {
    return new Attribute(name, type, mode, Change.IN_PLACE, false, "", null);
  }

  private static Block block(String name, Nesting nesting, Schema schema) {
    return new Block(name, nesting, 0, 9, Change.IN_PLACE, schema);
  }
}
