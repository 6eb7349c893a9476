package io.planform.planner.test.mock;

import io.planform.planner.lang.Reference;
import io.planform.planner.plan.address.Target;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Addresses that tests name without quotes. */
public final class Names {
  private Names() {}

  /** Null if it is not the address of a module, a block or an instance. */
  public static @Nullable Target target(Reference reference) {
    return Target.parse(text(reference));
  }

  /** As it is written in addresses. */
  public static String text(Reference reference) {
    StringBuilder text = new StringBuilder(reference.root());
    for (Reference.Step step : reference.steps()) {
      switch (step) {
        case Reference.Attribute(String name, _) -> text.append('.').append(name);
        case Reference.Index(Value.Num(BigDecimal index), _) ->
            text.append('[').append(index.toPlainString()).append(']');
        case Reference.Index(Value key, _) ->
            text.append("[\"")
                .append(
                    key instanceof Value.Str(String name)
                        ? name.replace("\\", "\\\\").replace("\"", "\\\"")
                        : "")
                .append("\"]");
      }
    }
    return text.toString();
  }
}
