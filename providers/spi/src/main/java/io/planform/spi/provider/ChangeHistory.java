package io.planform.spi.provider;

import io.planform.spi.diagnostic.Diagnostic;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a session can also do: tell who changed objects, whoever manages them. */
public interface ChangeHistory {

  /**
   * The calls that changed something, in the order of time.
   *
   * @param since the earliest that are asked for; a server may have forgotten some of them
   */
  History changes(Instant since);

  /**
   * @param changes those that were found before an error, if there was one
   */
  record History(List<Change> changes, List<Diagnostic> diagnostics) {}

  /**
   * One call.
   *
   * @param actor who called, as the server knows them
   * @param source the address it came from
   * @param call its name: {@code updateFunctionConfig}
   * @param lineage of the state whose apply called; empty for other callers
   * @param objects what it changed, by what the attribute {@code id} of resources holds
   */
  record Change(
      Instant at, String actor, String source, String call, String lineage, Set<String> objects) {
    public Change {
      objects = Set.copyOf(objects);
    }
  }
}
