package io.planform.planner.lang;

import io.planform.planner.lang.Scope.Resolved;
import io.planform.planner.lang.file.FileAccess;
import io.planform.planner.lang.function.Surroundings;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
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
  public FileAccess files() {
    return scope.files();
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
  public Value template(Template template, Diagnostics faults, Diagnostics evaluation) {
    SourceText source = new SourceText(template.name(), template.text());
    Expression parsed = ExpressionParser.parseTemplate(template.text(), source, faults);
    TemplateScope variables = new TemplateScope(template.variables(), scope);
    for (Reference reference : parsed.references()) {
      if (!template.variables().containsKey(reference.root())) {
        Resolved _ = variables.resolve(reference, faults);
      }
    }
    return faults.hasErrors()
        ? new Value.Unknown(Type.DYNAMIC)
        : parsed.evaluate(variables, evaluation);
  }
}
