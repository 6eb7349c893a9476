package io.planform.planner.render;

import io.planform.planner.plan.ResourceState;
import io.planform.spi.value.Value;
import java.util.Map;
import java.util.TreeMap;

/** Shows objects as the state has them. */
public final class StateRenderer {

  /** As a resource block, with every attribute that is set. */
  public String render(ResourceState state) {
    StringBuilder text = new StringBuilder("# ").append(state.address());
    if (!state.deposed().isEmpty()) {
      text.append(" (deposed object ").append(state.deposed()).append(')');
    }
    text.append(
        switch (state.status()) {
          case OK -> ":";
          case TAINTED -> ": (tainted)";
          case UNKNOWN -> ": (nobody knows whether it exists)";
        });
    text.append("\nresource \"").append(state.address().type());
    text.append("\" \"").append(state.address().name()).append("\" {\n");
    Map<String, Value> set = new TreeMap<>(state.object().values());
    set.values().removeIf(value -> value.isNull());
    int width = set.keySet().stream().mapToInt(String::length).max().orElse(0);
    set.forEach(
        (name, value) ->
            text.append("    ")
                .append(name)
                .append(" ".repeat(width - name.length()))
                .append(" = ")
                .append(ValueText.of(value).replace("\n", "\n    "))
                .append('\n'));
    return text.append("}\n").toString();
  }
}
