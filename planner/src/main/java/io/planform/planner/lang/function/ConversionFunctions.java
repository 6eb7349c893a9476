package io.planform.planner.lang.function;

import static io.planform.planner.lang.function.Function.Accepts.MARKED;
import static io.planform.planner.lang.function.Function.Accepts.NULL;
import static io.planform.planner.lang.function.Function.Accepts.UNKNOWN;
import static io.planform.planner.lang.function.Function.Accepts.UNTYPED;
import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Conversion;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.List;

/** Conversions that are asked for, and marks. */
final class ConversionFunctions {
  private ConversionFunctions() {}

  static List<Function> all() {
    return List.of(
        to("tostring", STRING),
        to("tonumber", NUMBER),
        to("tobool", BOOL),
        to("tolist", Type.list(DYNAMIC)),
        to("toset", Type.set(DYNAMIC)),
        to("tomap", Type.map(DYNAMIC)),
        onAny("sensitive").gives(a -> a.typeOf(0), a -> a.value(0).marked(Marks.SENSITIVE)),
        onAny("nonsensitive").gives(a -> a.typeOf(0), ConversionFunctions::nonsensitive),
        onAny("issensitive").gives(BOOL, ConversionFunctions::isSensitive),
        onAny("ephemeralasnull").gives(a -> a.typeOf(0), a -> lasting(a.value(0))));
  }

  private static Function.Builder onAny(String name) {
    return Function.named(name)
        .takes("value", DYNAMIC, NULL, UNKNOWN, UNTYPED, MARKED)
        .partial()
        .mayGiveNull();
  }

  private static Function to(String name, Type type) {
    return Function.named(name)
        .takes("v", DYNAMIC, NULL, UNKNOWN, UNTYPED, MARKED)
        .partial()
        .mayGiveNull()
        .gives(
            type,
            arguments ->
                switch (Conversion.convert(arguments.value(0), type)) {
                  case Conversion.Converted(Value.Unknown unknown) ->
                      new Value.Unknown(unknown.type());
                  case Conversion.Converted(Value converted) -> converted;
                  case Conversion.Refused refused ->
                      arguments.fail(
                          0,
                          "cannot convert "
                              + Type.describe(arguments.typeOf(0))
                              + " to "
                              + Type.describe(type)
                              + ": "
                              + refused.message());
                });
  }

  private static Value nonsensitive(Arguments arguments) {
    Value value = arguments.value(0);
    return value.unmarked().marked(value.marks().without(Marks.SENSITIVE));
  }

  /** What is not known yet may turn out to be sensitive. */
  private static Value isSensitive(Arguments arguments) {
    boolean sensitive = arguments.value(0).isSensitive();
    return !sensitive && arguments.value(0).isUnknown() ? arguments.unknown() : Value.of(sensitive);
  }

  /** Ephemeral values are replaced by null, at any depth. */
  private static Value lasting(Value value) {
    return value.marks().ephemeral()
        ? new Value.Null(value.type()).marked(value.marks().without(Marks.EPHEMERAL))
        : value.mapParts(ConversionFunctions::lasting);
  }
}
