package io.planform.planner.lang;

import io.planform.planner.lang.function.Surroundings;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a function sees is what the scope of its call knows. */
record CallSurroundings(Scope scope) implements Surroundings {
  @Override
  public Path baseDirectory() {
    return scope.baseDirectory();
  }

  @Override
  public @Nullable Instant planTime() {
    return scope.planTime();
  }

  @Override
  public boolean unpredictableIsUnknown() {
    return scope.isPlanning();
  }

  @Override
  public Value template(Template template, Diagnostics diagnostics) {
    SourceText source = new SourceText(template.name(), template.text());
    return ExpressionParser.parseTemplate(template.text(), source, diagnostics)
        .evaluate(new TemplateScope(template.variables(), scope), diagnostics);
  }
}
