package io.planform.planner.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expressions by the grammar of {@code src/test/resources/generated-expressions.yaml}, most of them
 * valid, over the locals of {@code src/test/resources/console/main.tf}.
 */
final class GeneratedExpressions {
  private static final Path GRAMMAR = Path.of("src/test/resources/generated-expressions.yaml");
  private static final Pattern PART = Pattern.compile("<(\\w+)>");
  private static final int DEPTH = 4;

  private final Map<String, Forms> grammar;
  private final Random random;

  /** The forms of one kind of expression: those that end an expression, and those with parts. */
  private record Forms(List<String> leaves, List<String> composed) {}

  GeneratedExpressions(long seed) throws IOException {
    grammar = new YAMLMapper().readValue(GRAMMAR.toFile(), new TypeReference<>() {});
    random = new Random(seed);
  }

  List<String> next(int count) {
    List<String> expressions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      expressions.add(expression("any", DEPTH));
    }
    return expressions;
  }

  private String expression(String kind, int depth) {
    Forms forms = grammar.get(kind);
    List<String> choice = depth == 0 ? forms.leaves() : forms.composed();
    String form = choice.get(random.nextInt(choice.size()));
    return PART.matcher(form)
        .replaceAll(
            part -> Matcher.quoteReplacement(expression(part.group(1), Math.max(0, depth - 1))));
  }
}
