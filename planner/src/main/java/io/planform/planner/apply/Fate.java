package io.planform.planner.apply;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an operation whose answer was lost. */
sealed interface Fate {

  /** It was done; the object is as given, or gone. */
  record Happened(Value.@Nullable Obj state) implements Fate {}

  record NotHappened() implements Fate {}

  /** Nobody knows: several objects fit, or nobody answers. */
  record Unclear(List<Value.Obj> candidates, List<Diagnostic> diagnostics) implements Fate {}

  static Fate ofCreation(
      ProviderSession session,
      String type,
      Value.Obj planned,
      ProviderSession.Operation operation) {
    ProviderSession.Lookup found = session.lookup(type, planned, operation);
    if (found.diagnostics().stream().anyMatch(Diagnostic::isError)) {
      return new Unclear(found.candidates(), found.diagnostics());
    }
    return switch (found.candidates().size()) {
      case 0 -> new NotHappened();
      case 1 -> new Happened(found.candidates().getFirst());
      default -> new Unclear(found.candidates(), found.diagnostics());
    };
  }

  /** Whatever is there now is the truth: an update that was not done is planned again. */
  static Fate ofUpdate(
      ProviderSession session, String type, Value.Obj prior, ProviderSession.Operation operation) {
    ProviderSession.Read read = session.read(type, prior, operation);
    return read.diagnostics().stream().anyMatch(Diagnostic::isError)
        ? new Unclear(List.of(), read.diagnostics())
        : new Happened(read.state());
  }

  static Fate ofDeletion(
      ProviderSession session, String type, Value.Obj prior, ProviderSession.Operation operation) {
    ProviderSession.Read read = session.read(type, prior, operation);
    if (read.diagnostics().stream().anyMatch(Diagnostic::isError)) {
      return new Unclear(List.of(), read.diagnostics());
    }
    return read.state() == null ? new Happened(null) : new NotHappened();
  }
}
