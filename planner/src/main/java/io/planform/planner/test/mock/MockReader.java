package io.planform.planner.test.mock;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.block.BodyReader;
import io.planform.planner.config.block.Labels;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Scanner;
import io.planform.planner.manifest.TestSources;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code mock_provider} blocks and the files that they name. */
public final class MockReader {
  private final TestSources sources;
  private final Diagnostics diagnostics;

  public MockReader(TestSources sources, Diagnostics diagnostics) {
    this.sources = sources;
    this.diagnostics = diagnostics;
  }

  public @Nullable Mock read(Body.Block block) {
    if (!Labels.check(block, diagnostics, "name")) {
      return null;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Expression named = body.expression("alias");
    String alias = body.text("alias", "");
    if (named != null && !alias.isEmpty() && !Scanner.isIdentifier(alias)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid provider configuration alias",
              "An alias is a name: it starts with a letter or underscore and has only letters,"
                  + " digits, underscores and dashes.",
              named.range()));
    }
    Boolean duringPlan = new OverrideReader(diagnostics).duringPlan(body);
    Expression source = body.expression("source");
    String directory = body.text("source", "");
    Map<Mock.Key, Made> types = new HashMap<>();
    List<Overridden> overrides = new ArrayList<>(content(body, types));
    body.end();
    if (source != null && !directory.isEmpty()) {
      shared(directory, source.range(), types, overrides);
    }
    return new Mock(
        block.labels().getFirst(),
        alias.isEmpty() ? null : alias,
        Map.copyOf(types),
        List.copyOf(overrides),
        Boolean.TRUE.equals(duringPlan),
        block.range());
  }

  /** What the block itself says goes before what its source says. */
  private void shared(
      String directory, SourceRange place, Map<Mock.Key, Made> types, List<Overridden> overrides) {
    String clean = directory.startsWith("./") ? directory.substring(2) : directory;
    if (!sources.isDirectory(clean)) {
      diagnostics.add(
          Diagnostic.error(
              "Unreadable mock directory",
              "There is no directory \"" + directory + "\" beside the manifests.",
              place));
      return;
    }
    for (TestSources.Source file : sources.mocks(clean)) {
      BodyReader body = new BodyReader(file.body(), diagnostics);
      Map<Mock.Key, Made> more = new HashMap<>();
      for (Overridden one : content(body, more)) {
        if (overrides.stream().noneMatch(own -> own.target().equals(one.target()))) {
          overrides.add(one);
        }
      }
      more.forEach(types::putIfAbsent);
      body.end();
    }
  }

  private List<Overridden> content(BodyReader body, Map<Mock.Key, Made> types) {
    types("mock_resource", Mode.MANAGED, body, types);
    types("mock_data", Mode.DATA, body, types);
    return new OverrideReader(diagnostics)
        .read(body, Overridden.Kind.RESOURCE, Overridden.Kind.DATA);
  }

  private void types(String name, Mode mode, BodyReader body, Map<Mock.Key, Made> types) {
    for (Body.Block block : body.blocks(name)) {
      if (!Labels.check(block, diagnostics, "type")) {
        continue;
      }
      BodyReader inner = new BodyReader(block.body(), diagnostics);
      Made made = new OverrideReader(diagnostics).made(inner, "defaults", block.range());
      inner.end();
      String type = block.labels().getFirst();
      Made first = types.putIfAbsent(new Mock.Key(mode, type), made);
      if (first != null) {
        diagnostics.add(
            Diagnostic.error(
                "Duplicate " + name + " block",
                "There is one for "
                    + type
                    + " already, at "
                    + OverrideReader.place(first.range())
                    + ".",
                block.labelRanges().getFirst()));
      }
    }
  }
}
