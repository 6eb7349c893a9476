package io.planform.planner.deploy;

import io.planform.planner.config.Body;
import io.planform.planner.config.block.BodyReader;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.encoding.ValueJson;
import io.planform.planner.manifest.InputValues;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes constant settings out of a block. What is wrong is reported, and stands for its default.
 */
final class SettingsReader {
  private static final Pattern DURATION =
      Pattern.compile("(?=.)(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?");

  private final Body body;
  private final BodyReader reader;
  private final Diagnostics diagnostics;

  SettingsReader(Body body, Diagnostics diagnostics) {
    this.body = body;
    this.reader = new BodyReader(body, diagnostics);
    this.diagnostics = diagnostics;
  }

  String requiredText(String name) {
    Expression expression = reader.required(name);
    return expression == null ? "" : reader.text(name, "");
  }

  String text(String name, String otherwise) {
    return reader.text(name, otherwise);
  }

  /** Null where it is absent. */
  @Nullable String text(String name) {
    return reader.expression(name) == null ? null : reader.text(name, "");
  }

  boolean bool(String name, boolean otherwise) {
    return reader.bool(name, otherwise);
  }

  Duration duration(String name, Duration otherwise) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    if (!DURATION.matcher(text).matches()) {
      return wrong(name, "It is a duration such as \"30s\", \"5m\" or \"1h30m\".", otherwise);
    }
    return Duration.parse("PT" + text);
  }

  int number(String name, int otherwise) {
    Expression expression = reader.expression(name);
    if (expression == null) {
      return otherwise;
    }
    return constant(expression) instanceof Value.Num(var number)
            && number.signum() >= 0
            && number.stripTrailingZeros().scale() <= 0
            && number.precision() - number.scale() <= 6
        ? number.intValue()
        : wrong(name, "It is a whole number from 0 to 999999.", otherwise);
  }

  List<String> texts(String name) {
    Expression expression = reader.expression(name);
    if (expression == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (constant(expression) instanceof Value.Tuple(List<Value> elements)) {
      for (Value element : elements) {
        if (element instanceof Value.Str(String text)) {
          texts.add(text);
        } else {
          return wrong(name, "It is a list of texts.", List.of());
        }
      }
      return texts;
    }
    return wrong(name, "It is a list of texts.", List.of());
  }

  <E extends Enum<E>> E choice(String name, E otherwise, Function<E, String> shown) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    E[] all = otherwise.getDeclaringClass().getEnumConstants();
    for (E each : all) {
      if (shown.apply(each).equals(text)) {
        return each;
      }
    }
    List<String> names = List.of(all).stream().map(shown).toList();
    return wrong(name, "It is one of " + String.join(", ", names) + ".", otherwise);
  }

  /** {@code variable_files} and {@code variables}, as for {@code -var-file} and {@code -var}. */
  List<InputValues.Option> inputs() {
    List<InputValues.Option> inputs = new ArrayList<>();
    texts("variable_files").forEach(file -> inputs.add(new InputValues.Option.VariableFile(file)));
    Expression variables = reader.expression("variables");
    if (variables != null) {
      if (constant(variables) instanceof Value.Obj(var values)) {
        values.forEach(
            (name, value) ->
                inputs.add(new InputValues.Option.Assignment(name + "=" + assigned(value))));
      } else {
        inputs.addAll(wrong("variables", "It is an object: { name = value }.", List.of()));
      }
    }
    return List.copyOf(inputs);
  }

  private static String assigned(Value value) {
    return value instanceof Value.Str(String text) ? text : ValueJson.write(value);
  }

  Optional<Body.Block> block(String type) {
    return Optional.ofNullable(reader.block(type));
  }

  Collection<Body.Block> blocks(String type) {
    return reader.blocks(type);
  }

  /** Of the argument, or of the block where it is absent. */
  SourceRange range(String name) {
    Body.Argument argument = body.arguments().get(name);
    return argument == null ? body.range() : argument.expression().range();
  }

  void end() {
    reader.end();
  }

  private Value constant(Expression expression) {
    return expression.evaluate(new BodyReader.ConstantScope(true), diagnostics);
  }

  private <T> T wrong(String name, String what, T otherwise) {
    diagnostics.add(Diagnostic.error("Invalid " + name, what, range(name)));
    return otherwise;
  }
}
