package io.planform.planner.test;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.planner.config.block.BodyReader;
import io.planform.planner.config.block.ProviderReader;
import io.planform.planner.manifest.TestSources;
import io.planform.planner.test.mock.Mock;
import io.planform.planner.test.mock.MockReader;
import io.planform.planner.test.mock.Overridden;
import io.planform.planner.test.mock.OverrideReader;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Reads files of tests. */
public final class TestFileReader {
  private final TestSources sources;
  private final Diagnostics diagnostics;

  public TestFileReader(TestSources sources, Diagnostics diagnostics) {
    this.sources = sources;
    this.diagnostics = diagnostics;
  }

  /** The tests of the root and of a directory below it, in the order of the files' names. */
  public List<TestFile> read(String directory) {
    return sources.tests(directory).stream().map(this::read).toList();
  }

  private TestFile read(TestSources.Source source) {
    BodyReader body = new BodyReader(source.body(), diagnostics);
    List<TestRun> runs = new ArrayList<>();
    String file = source.name().replaceFirst("\\.tftest\\.(hcl|json)$", "");
    RunReader reader = new RunReader(diagnostics);
    for (Body.Block block : body.blocks("run")) {
      TestRun run = reader.read(block, file);
      if (run != null) {
        runs.add(run);
      }
    }
    reader.refuseDoubles(runs);
    SequencedMap<String, ProviderBlock> providers = new LinkedHashMap<>();
    SequencedMap<String, Mock> mocks = new LinkedHashMap<>();
    providers(body, providers, mocks);
    TestFile read =
        new TestFile(
            source.name(),
            reader.variables(only(body.blocks("variables"))),
            providers,
            mocks,
            new OverrideReader(diagnostics).read(body, Overridden.Kind.values()),
            List.copyOf(runs));
    body.end();
    return read;
  }

  private Body.@Nullable Block only(List<Body.Block> blocks) {
    for (Body.Block more : blocks.stream().skip(1).toList()) {
      diagnostics.add(
          Diagnostic.error(
              "Multiple \"variables\" blocks",
              "The file has one already, at "
                  + OverrideReader.place(blocks.getFirst().range())
                  + ".",
              more.range()));
    }
    return blocks.isEmpty() ? null : blocks.getFirst();
  }

  private void providers(
      BodyReader body, Map<String, ProviderBlock> providers, Map<String, Mock> mocks) {
    Map<String, SourceRange> seen = new HashMap<>();
    for (Body.Block block : body.blocks("provider")) {
      ProviderBlock provider = new ProviderReader(diagnostics).read(block);
      if (provider != null && isFirst(provider.key(), block.range(), seen)) {
        providers.put(provider.key(), provider);
      }
    }
    MockReader reader = new MockReader(sources, diagnostics);
    for (Body.Block block : body.blocks("mock_provider")) {
      Mock mock = reader.read(block);
      if (mock != null && isFirst(mock.key(), block.range(), seen)) {
        mocks.put(mock.key(), mock);
      }
    }
  }

  private boolean isFirst(String key, SourceRange range, Map<String, SourceRange> seen) {
    SourceRange first = seen.putIfAbsent(key, range);
    if (first != null) {
      diagnostics.add(
          Diagnostic.error(
              "Duplicate provider block",
              "The provider "
                  + key
                  + " is defined already, at "
                  + OverrideReader.place(first)
                  + ".",
              range));
    }
    return first == null;
  }
}
