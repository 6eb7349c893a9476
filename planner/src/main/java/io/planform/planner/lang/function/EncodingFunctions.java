package io.planform.planner.lang.function;

import static io.planform.planner.lang.function.Function.Accepts.NULL;
import static io.planform.planner.lang.function.Function.Accepts.UNKNOWN;
import static io.planform.planner.lang.function.Function.Accepts.UNTYPED;
import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.STRING;

import io.planform.planner.lang.encoding.CsvReader;
import io.planform.planner.lang.encoding.Decoded;
import io.planform.planner.lang.encoding.ValueJson;
import io.planform.planner.lang.encoding.YamlReader;
import io.planform.planner.lang.encoding.YamlWriter;
import io.planform.spi.value.Refinement;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Values as JSON, YAML and CSV, and back. */
final class EncodingFunctions {
  private EncodingFunctions() {}

  private interface Reader {
    Decoded read(String text);
  }

  static List<Function> all() {
    return List.of(
        Function.named("jsonencode")
            .takes("val", DYNAMIC, NULL, UNKNOWN, UNTYPED)
            .partial()
            .gives(STRING, EncodingFunctions::jsonEncode),
        Function.named("jsondecode")
            .takes("str", STRING)
            .mayGiveNull()
            .gives(DYNAMIC, a -> decoded(a, ValueJson::read)),
        Function.named("yamlencode")
            .takes("value", DYNAMIC, NULL, UNTYPED)
            .gives(STRING, a -> Value.of(YamlWriter.write(a.value(0)))),
        Function.named("yamldecode")
            .takes("src", STRING)
            .mayGiveNull()
            .gives(DYNAMIC, a -> decoded(a, YamlReader::read)),
        Function.named("csvdecode")
            .takes("str", STRING)
            .gives(DYNAMIC, a -> decoded(a, CsvReader::read)),
        Function.named("urlencode")
            .takes("str", STRING)
            .gives(
                STRING,
                a ->
                    Value.of(
                        URLEncoder.encode(a.text(0), StandardCharsets.UTF_8)
                            .replace("*", "%2A")
                            .replace("%7E", "~"))));
  }

  private static Value decoded(Arguments arguments, Reader reader) {
    return switch (reader.read(arguments.text(0))) {
      case Decoded.Read(Value value) -> value;
      case Decoded.Unreadable(String reason) -> arguments.fail(reason);
    };
  }

  /** With what the text starts is known from the type alone. */
  private static Value jsonEncode(Arguments arguments) {
    Value value = arguments.value(0);
    if (value.isWhollyKnown()) {
      return Value.of(ValueJson.write(value));
    }
    boolean maybeNull =
        value instanceof Value.Unknown(_, Refinement refinement) && !refinement.notNull();
    String prefix = maybeNull ? "" : prefix(value.type());
    return new Value.Unknown(STRING, new Refinement(true, prefix, 0, null));
  }

  private static String prefix(Type type) {
    return switch (type) {
      case Type.ListType _, Type.SetType _, Type.TupleType _ -> "[";
      case Type.MapType _, Type.ObjectType _ -> "{";
      case Type.Primitive primitive -> primitive == STRING ? "\"" : "";
      case Type.DynamicType _ -> "";
    };
  }
}
