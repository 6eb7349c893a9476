package io.planform.planner.drift;

import io.planform.planner.config.Body;
import io.planform.planner.config.block.BodyReader;
import io.planform.planner.config.block.Labels;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code ignore} blocks; in what they list, {@code *} stands for any characters. */
final class DriftRuleReader {
  private static final Set<String> BLOCKS = Set.of("ignore");

  private final Diagnostics diagnostics;
  private final List<IgnoreRule> rules = new ArrayList<>();
  private final Map<String, SourceRange> names = new HashMap<>();

  DriftRuleReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  List<IgnoreRule> rules() {
    return rules;
  }

  void read(SourceText source) {
    Body body = HclFile.parse(source, diagnostics);
    for (Body.Argument argument : body.arguments().values()) {
      diagnostics.add(BodyReader.unsupportedArgument(argument, Set.of(), BLOCKS));
    }
    for (Body.Block block : body.blocks()) {
      if (!BLOCKS.contains(block.type())) {
        diagnostics.add(BodyReader.unsupportedBlock(block, Set.of(), BLOCKS));
      } else if (Labels.check(block, diagnostics, "name")) {
        ignore(block);
      }
    }
  }

  private void ignore(Body.Block block) {
    String name = block.labels().getFirst();
    SourceRange first = names.putIfAbsent(name, block.range());
    if (first != null) {
      diagnostics.add(
          Diagnostic.error(
              "Duplicate rule",
              "\""
                  + name
                  + "\" was already declared at "
                  + first.file()
                  + ":"
                  + first.start().line()
                  + ".",
              block.range()));
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    List<Pattern> resources = patterns(body, "resources");
    List<Pattern> attributes = patterns(body, "attributes");
    List<Pattern> actors = patterns(body, "actors");
    Instant until = until(body);
    body.end();
    if (resources.isEmpty() && attributes.isEmpty() && actors.isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
                  "A rule that ignores everything",
                  "\"" + name + "\" names no resources, attributes or actors.",
                  block.range())
              .withHint("name what is meant: resources = [\"huaweicloud_fgs_function.*\"]"));
    }
    rules.add(new IgnoreRule(resources, attributes, actors, until));
  }

  private static List<Pattern> patterns(BodyReader body, String name) {
    return body.texts(name).stream().map(DriftRuleReader::pattern).toList();
  }

  private static Pattern pattern(String text) {
    StringBuilder regex = new StringBuilder();
    for (String part : text.split("(?<=\\*)|(?=\\*)", -1)) {
      regex.append(part.equals("*") ? ".*" : Pattern.quote(part));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private @Nullable Instant until(BodyReader body) {
    Expression expression = body.expression("until");
    if (expression == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(body.text("until", "")).toInstant();
    } catch (DateTimeException e) {
      diagnostics.add(
          Diagnostic.error("Invalid time", "The argument \"until\" is no time.", expression.range())
              .withHint("a time looks like 2027-01-31T00:00:00Z"));
      return null;
    }
  }
}
