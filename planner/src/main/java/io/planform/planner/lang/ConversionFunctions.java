package io.planform.planner.lang;

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
        Function.named("sensitive")
            .takesNullable("value", DYNAMIC)
            .structural()
            .gives(DYNAMIC, a -> new Value.Marked(a.value(0), Marks.SENSITIVE)),
        Function.named("nonsensitive")
            .takesNullable("value", DYNAMIC)
            .structural()
            .gives(DYNAMIC, a -> a.value(0).unmarked()),
        Function.named("issensitive")
            .takesNullable("value", DYNAMIC)
            .structural()
            .gives(BOOL, a -> Value.of(a.value(0).isSensitive())));
  }

  private static Function to(String name, Type type) {
    return Function.named(name)
        .takesNullable("v", DYNAMIC)
        .structural()
        .gives(
            type,
            arguments ->
                switch (Conversion.convert(arguments.value(0), type)) {
                  case Conversion.Converted(Value converted) -> converted;
                  case Conversion.Refused refused ->
                      arguments.fail(
                          0, "cannot convert to " + Type.describe(type) + ": " + refused.message());
                });
  }
}
