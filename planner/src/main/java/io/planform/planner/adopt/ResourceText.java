package io.planform.planner.adopt;

import io.planform.planner.format.Formatter;
import io.planform.planner.lang.SourceText;
import io.planform.planner.plan.address.Address;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.value.Value;
import java.util.Map;
import java.util.TreeMap;

/**
 * A {@code resource} block in HCL that declares an object as it is. Arguments are in alphabetical
 * order, blocks behind them; those without a value are null. What the provider alone sets is left
 * out, as are the id and what is deprecated; what is sensitive is null, with a comment. Where a
 * service gives nothing for what was never set (an empty text, 0), nothing is declared either.
 */
final class ResourceText {
  private final StringBuilder text = new StringBuilder();

  private ResourceText() {}

  /**
   * @param expressions what some of the resource's own arguments are given by
   */
  static String of(
      Address address, Schema schema, Value.Obj object, Map<String, String> expressions) {
    ResourceText resource = new ResourceText();
    resource.text.append("resource \"%s\" \"%s\" {\n".formatted(address.type(), address.name()));
    resource.body(schema, object, expressions);
    resource.text.append("}\n");
    String text = resource.text.toString();
    String laidOut = Formatter.format(new SourceText("generated.tf", text), new Diagnostics());
    return (laidOut == null ? text : laidOut).strip();
  }

  private void body(Schema schema, Value.Obj object, Map<String, String> given) {
    new TreeMap<>(schema.attributes())
        .forEach(
            (name, attribute) -> {
              String expression = given.get(name);
              if (expression != null) {
                text.append(name).append(" = ").append(expression).append('\n');
              } else if (isWritten(attribute)) {
                argument(attribute, object.get(name));
              }
            });
    new TreeMap<>(schema.blocks())
        .forEach((name, block) -> blocks(block, object.get(name).unmarked()));
  }

  private static boolean isWritten(Attribute attribute) {
    boolean isId = attribute.name().equals("id") && attribute.mode() == Mode.OPTIONAL_COMPUTED;
    return attribute.isConfigurable() && attribute.deprecated() == null && !isId;
  }

  private void argument(Attribute attribute, Value value) {
    text.append(attribute.name()).append(" = ");
    boolean sensitive = attribute.sensitive() || value.containsSensitive();
    if (sensitive) {
      text.append("null # sensitive");
    } else if (attribute.isComputed() && isNothing(value)) {
      text.append("null");
    } else {
      new ValueText(text).write(value);
    }
    text.append('\n');
  }

  private static boolean isNothing(Value value) {
    return switch (value) {
      case Value.Str(String string) -> string.isEmpty();
      case Value.Num number -> number.value().signum() == 0;
      case Value.ListOf _, Value.SetOf _ -> value.parts().isEmpty();
      case Value.MapOf(_, Map<String, Value> entries) -> entries.isEmpty();
      case Value.Null _,
          Value.Bool _,
          Value.Tuple _,
          Value.Obj _,
          Value.Unknown _,
          Value.Marked _ ->
          false;
    };
  }

  private void blocks(Schema.Block block, Value value) {
    if (value instanceof Value.Obj object) {
      block(block, object);
    } else {
      for (Value element : value.parts()) {
        if (element.unmarked() instanceof Value.Obj object) {
          block(block, object);
        }
      }
    }
  }

  private void block(Schema.Block block, Value.Obj object) {
    text.append(block.name()).append(" {\n");
    body(block.schema(), object, Map.of());
    text.append("}\n");
  }
}
