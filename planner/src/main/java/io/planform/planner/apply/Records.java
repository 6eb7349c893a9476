package io.planform.planner.apply;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.plan.prior.StateDocument;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import io.planform.store.state.Run;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is written into the state for what became of an object. */
final class Records {
  private Records() {}

  static Run.Change put(ResourceState state, Schema schema) {
    return new Run.Change.Put(StateDocument.write(state, schema));
  }

  static Run.Change remove(ResourceState state) {
    return new Run.Change.Remove(state.address().toString(), state.deposed());
  }

  /** The current object makes room for another one, and awaits its deletion. */
  static List<Run.Change> depose(ResourceState state, Schema schema) {
    return List.of(remove(state), put(state.withDeposed(deposedKey()), schema));
  }

  static String deposedKey() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  static Value.Obj marked(Value.Obj state, ResourceState like) {
    return StateDocument.markedLike(state, like.object());
  }

  static Diagnostic unclear(Address address, Fate.Unclear fate) {
    String candidates =
        fate.candidates().stream()
            .map(candidate -> id(candidate).isEmpty() ? "one without id" : id(candidate))
            .collect(Collectors.joining(", "));
    return Diagnostic.error(
            "Nobody knows what became of " + address,
            candidates.isEmpty()
                ? "The answer to an operation on it was lost, and looking it up gave no answer."
                : "The answer to its creation was lost, and several objects fit: "
                    + candidates
                    + ".")
        .withHint(
            candidates.isEmpty()
                ? "run 'planform apply' again when the server answers"
                : "delete those that are not wanted, then run 'planform apply' again");
  }

  /** Empty for what has none. */
  static String id(Value value) {
    return value instanceof Value.Obj object
            && object.get("id").unmarked() instanceof Value.Str(String id)
        ? id
        : "";
  }
}
