package io.planform.store.state;

import static io.planform.store.state.StoreTest.WORKSPACE;
import static io.planform.store.state.StoreTest.begin;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever runs do, a snapshot is what a map would hold. */
class SnapshotPropertyTest {
  private static Path folder;
  private static StateStore store;

  @BeforeContainer
  static void open() throws Exception {
    folder = Files.createTempDirectory("snapshot");
    store = TestStore.sqlite(folder).open();
  }

  @AfterContainer
  static void close() throws IOException {
    store.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 100)
  void snapshotEqualsAMapAfterAnyRuns(
      @ForAll("runs") List<List<List<Run.Change>>> runs, @ForAll long seed) throws Exception {
    String workspace = WORKSPACE + seed + "." + System.nanoTime();
    TreeMap<String, ResourceRow> resources = new TreeMap<>();
    TreeMap<String, OutputRow> outputs = new TreeMap<>();
    for (List<List<Run.Change>> writes : runs) {
      try (Run run = begin(store, workspace)) {
        assertEquals(List.copyOf(resources.values()), run.snapshot().resources());
        for (List<Run.Change> changes : writes) {
          run.write(changes);
          changes.forEach(change -> apply(change, run.revision(), resources, outputs));
        }
      }
      Snapshot snapshot = store.snapshot(workspace);
      assertEquals(List.copyOf(resources.values()), snapshot.resources());
      assertEquals(List.copyOf(outputs.values()), snapshot.outputs());
    }
  }

  private static void apply(
      Run.Change change,
      long revision,
      Map<String, ResourceRow> resources,
      Map<String, OutputRow> outputs) {
    switch (change) {
      case Run.Change.Put(ResourceRow row) ->
          resources.put(
              row.address() + "\0" + row.deposed(),
              Sample.resource(
                  row.address(), row.deposed(), row.attributes(), row.sensitive(), revision));
      case Run.Change.Remove(String address, String deposed) ->
          resources.remove(address + "\0" + deposed);
      case Run.Change.PutOutput(OutputRow output) -> outputs.put(output.name(), output);
      case Run.Change.RemoveOutput(String name) -> outputs.remove(name);
      case Run.Change.PutChecks checks -> throw new AssertionError(checks);
      case Run.Change.Restore restore -> throw new AssertionError(restore);
    }
  }

  @Provide
  Arbitrary<List<List<List<Run.Change>>>> runs() {
    Arbitrary<String> addresses = Arbitraries.of("a", "b", "a[\"x y\"]", "module.m.a");
    Arbitrary<String> deposed = Arbitraries.of("", "", "d1");
    Arbitrary<String> documents = Arbitraries.strings().ofMaxLength(20);
    Arbitrary<Boolean> sensitive = Arbitraries.of(true, false);
    Arbitrary<Run.Change> puts =
        Combinators.combine(addresses, deposed, documents, sensitive)
            .as((a, d, text, hidden) -> new Run.Change.Put(Sample.resource(a, d, text, hidden, 0)));
    Arbitrary<Run.Change> removes =
        Combinators.combine(addresses, deposed).as(Run.Change.Remove::new);
    Arbitrary<Run.Change> outputs =
        Combinators.combine(addresses, documents, sensitive)
            .as(
                (name, text, hidden) ->
                    new Run.Change.PutOutput(new OutputRow(name, text, hidden)));
    Arbitrary<Run.Change> removedOutputs = addresses.map(Run.Change.RemoveOutput::new);
    return Arbitraries.oneOf(puts, removes, outputs, removedOutputs)
        .list()
        .ofMaxSize(6)
        .list()
        .ofMaxSize(4)
        .list()
        .ofMaxSize(4);
  }
}
