package io.planform.planner.render;

import io.planform.planner.render.text.ConsoleText;
import io.planform.planner.render.text.Literal;
import io.planform.spi.value.Value;
import java.util.Map;

/** Shows outputs, as the console shows their values. */
public final class OutputRenderer {

  /** {@code name = value} for each, a line or several. */
  public String render(Map<String, Value> outputs) {
    StringBuilder text = new StringBuilder();
    outputs.forEach(
        (name, value) ->
            text.append(name)
                .append(" = ")
                .append(value.isSensitive() ? "<sensitive>" : render(value))
                .append('\n'));
    return text.toString();
  }

  /** One value, without a line end. */
  public String render(Value value) {
    return Literal.visible(ConsoleText.of(value));
  }
}
