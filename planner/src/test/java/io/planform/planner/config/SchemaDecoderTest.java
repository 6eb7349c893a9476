package io.planform.planner.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.config.block.BodyReader;
import io.planform.planner.config.block.SchemaDecoder;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SchemaDecoderTest {
  private static final Schema SCHEMA =
      Schema.of(
          List.of(
              attribute("name", Type.STRING, Mode.REQUIRED, false),
              attribute("size", Type.NUMBER, Mode.OPTIONAL, false),
              attribute("labels", Type.map(Type.NUMBER), Mode.OPTIONAL, false),
              attribute("password", Type.STRING, Mode.OPTIONAL, true),
              attribute("id", Type.STRING, Mode.COMPUTED, false)),
          List.of(
              new Block(
                  "mount",
                  Nesting.LIST,
                  0,
                  1,
                  Change.IN_PLACE,
                  Schema.of(
                      List.of(attribute("path", Type.STRING, Mode.REQUIRED, false)), List.of())),
              new Block(
                  "image",
                  Nesting.SINGLE,
                  0,
                  1,
                  Change.IN_PLACE,
                  Schema.of(List.of(), List.of()))));

  private final Diagnostics diagnostics = new Diagnostics();

  private static Attribute attribute(String name, Type type, Mode mode, boolean sensitive) {
    return new Attribute(name, type, mode, Change.IN_PLACE, sensitive, "", null);
  }

  private Body body(String text) {
    Body file = HclFile.parse(new SourceText("main.tf", "x {\n" + text + "\n}\n"), diagnostics);
    return file.blocks().getFirst().body();
  }

  private Value.Obj decode(String text) {
    return SchemaDecoder.decode(
        body(text), SCHEMA, new BodyReader.ConstantScope(true), diagnostics);
  }

  private void assertReported(String expected) {
    List<String> reported = diagnostics.toList().stream().map(SchemaDecoderTest::line).toList();
    assertEquals(List.of(expected), reported);
  }

  private static String line(Diagnostic diagnostic) {
    return at(diagnostic.range()) + " " + diagnostic.summary() + ": " + diagnostic.detail();
  }

  private static String at(SourceRange range) {
    return range.start().line()
        + ":"
        + range.start().column()
        + "-"
        + range.end().line()
        + ":"
        + range.end().column();
  }

  @Test
  void convertsValuesAndFillsWhatIsAbsent() {
    Value.Obj value = decode("name = 5\nmount { path = \"/a\" }");
    assertTrue(diagnostics.toList().isEmpty());
    assertEquals(Value.of("5"), value.get("name"));
    assertEquals(new Value.Null(Type.NUMBER), value.get("size"));
    assertTrue(value.get("image").isNull());
    assertEquals(
        List.copyOf(SCHEMA.type().attributes().keySet()), List.copyOf(value.values().keySet()));
    assertEquals(1, ((Value.ListOf) value.get("mount")).values().size());
  }

  @Test
  void marksSensitiveAttributes() {
    assertEquals(
        new Value.Marked(Value.of("pw"), Marks.SENSITIVE),
        decode("name = \"n\"\npassword = \"pw\"").get("password"));
  }

  @Test
  void refusesAnUnknownArgument() {
    decode("name = \"n\"\nsiz = 1");
    assertReported(
        "3:1-3:4 Unsupported argument: An argument named \"siz\" is not expected here. Did you"
            + " mean \"size\"?");
  }

  @Test
  void refusesABlockWrittenAsAnArgument() {
    decode("name = \"n\"\nmount = []");
    assertReported(
        "3:1-3:6 Unsupported argument: An argument named \"mount\" is not expected here. Did you"
            + " mean to define a block of type \"mount\"? It has no \"=\".");
  }

  @Test
  void refusesAnArgumentWrittenAsABlock() {
    decode("name = \"n\"\nlabels {}");
    assertReported(
        "3:1-3:7 Unsupported block type: Blocks of type \"labels\" are not expected here. Did you"
            + " mean to define the argument \"labels\"? It has a \"=\".");
  }

  @Test
  void namesTheArgumentThatIsMissing() {
    decode("");
    assertReported(
        "1:1-1:2 Missing required argument: The argument \"name\" is required, but no definition"
            + " was found.");
  }

  @Test
  void pointsAtThePartOfTheWrongType() {
    decode("name = \"n\"\nlabels = {\n  a = 1\n  b = \"x\"\n}");
    assertReported(
        "5:7-5:10 Incorrect attribute value type: Inappropriate value for attribute \"labels\":"
            + " [\"b\"]: a number is required.");
  }

  @Test
  void refusesAValueThatTheProviderDecides() {
    decode("name = \"n\"\nid = \"x\"");
    assertReported(
        "3:1-3:3 Value for unconfigurable attribute: \"id\" cannot be set: its value is decided"
            + " when the changes are applied.");
  }

  @Test
  void refusesMoreBlocksThanAreAllowed() {
    decode("name = \"n\"\nmount { path = 1 }\nmount { path = 2 }");
    assertReported("4:1-4:6 Too many mount blocks: No more than 1 \"mount\" blocks are allowed.");
  }

  private static final Schema RULES =
      Schema.of(
          List.of(),
          List.of(
              new Block(
                  "rule",
                  Nesting.LIST,
                  0,
                  9,
                  Change.IN_PLACE,
                  Schema.of(
                      List.of(attribute("path", Type.STRING, Mode.OPTIONAL, false)),
                      List.of(
                          new Block(
                              "port",
                              Nesting.LIST,
                              0,
                              9,
                              Change.IN_PLACE,
                              Schema.of(
                                  List.of(attribute("n", Type.STRING, Mode.OPTIONAL, false)),
                                  List.of())))))));

  /** The rules a body makes: {@code path[port,port] path[] …}. */
  private String rules(String text) {
    Value rules =
        SchemaDecoder.decode(body(text), RULES, new BodyReader.ConstantScope(true), diagnostics)
            .get("rule");
    if (!(rules.unmarked() instanceof Value.ListOf(var _, List<Value> values))) {
      return rules.toString();
    }
    String shown =
        values.stream()
            .map(rule -> (Value.Obj) rule)
            .map(rule -> shown(rule.get("path")) + ports(rule.get("port")))
            .collect(Collectors.joining(" "));
    return rules.containsSensitive() ? "sensitive: " + shown : shown;
  }

  private static String ports(Value ports) {
    return ports instanceof Value.ListOf(var _, List<Value> values)
        ? values.stream()
            .map(port -> shown(((Value.Obj) port).get("n")))
            .collect(Collectors.joining(",", "[", "]"))
        : "[?]";
  }

  private static String shown(Value value) {
    return value.unmarked() instanceof Value.Str(String text) ? text : "?";
  }

  @Test
  void aDynamicBlockIsABlockForEachElement() {
    assertEquals(
        "first[] 0a[] 1b[] last[]",
        rules(
            """
            rule { path = "first" }
            dynamic "rule" {
              for_each = ["a", "b"]
              content { path = "${rule.key}${rule.value}" }
            }
            rule { path = "last" }
            """));
    assertEquals(
        "xx[] yy[]",
        rules(
            """
            dynamic "rule" {
              for_each = toset(["y", "x"])
              content { path = "${rule.key}${rule.value}" }
            }
            """));
    assertEquals(List.of(), diagnostics.toList());
  }

  @Test
  void dynamicBlocksNestAndNameTheirIterators() {
    assertEquals(
        "a[a1,a2] b[]",
        rules(
            """
            dynamic "rule" {
              for_each = { a = ["1", "2"], b = [] }
              iterator = each_rule
              content {
                path = each_rule.key
                dynamic "port" {
                  for_each = each_rule.value
                  content { n = "${each_rule.key}${port.value}" }
                }
              }
            }
            """));
    assertEquals(List.of(), diagnostics.toList());
  }

  @Test
  void anUnknownForEachMakesTheBlocksUnknown() {
    assertTrue(
        rules("dynamic \"rule\" {\n for_each = timestamp_unknown\n content {}\n}")
            .startsWith("Unknown"));
    assertReported("3:13-3:30 Variables not allowed: Variables may not be used here.");
  }

  @Test
  void aSensitiveForEachMakesTheBlocksSensitive() {
    assertEquals(
        "sensitive: s[]",
        rules(
            """
            dynamic "rule" {
              for_each = sensitive(["s"])
              content { path = rule.value }
            }
            """));
  }

  @Test
  void refusesADynamicBlockWithoutContent() {
    rules("dynamic \"rule\" {\n for_each = []\n}");
    assertReported(
        "2:1-2:15 Missing content block: A dynamic block has a block \"content\", which is the"
            + " body of each block it makes.");
  }

  @Test
  void refusesADynamicBlockOfAnUnknownType() {
    rules("dynamic \"rul\" {\n for_each = []\n content {}\n}");
    assertReported(
        "2:1-2:14 Unsupported block type: Blocks of type \"rul\" are not expected here. Did you"
            + " mean \"rule\"?");
  }

  @Test
  void refusesToRepeatOverWhatIsNoCollection() {
    rules("dynamic \"rule\" {\n for_each = null\n content {}\n}");
    assertReported("3:13-3:17 Invalid dynamic for_each value: It is null; a collection is needed.");
  }

  @Test
  void aProvidersPathLeadsToItsPlaceInTheBody() {
    Body body = body("name = \"n\"\nlabels = { a = 1 }\nmount { path = 1 }");
    assertEquals("3:16-3:17", at(SchemaDecoder.locate(body, ValuePath.of("labels").key("a"))));
    assertEquals(
        "4:16-4:17",
        at(SchemaDecoder.locate(body, ValuePath.of("mount").index(0).attribute("path"))));
    assertEquals("1:1-1:2", at(SchemaDecoder.locate(body, ValuePath.of("size"))));
  }
}
