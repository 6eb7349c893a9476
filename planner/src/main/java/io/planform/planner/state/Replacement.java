package io.planform.planner.state;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.plan.prior.StateDocument;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import io.planform.store.state.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/** Makes a state say what another one says. */
public final class Replacement {
  private final Providers providers;
  private final List<Run.Change> changes = new ArrayList<>();
  private final SequencedSet<String> changed = new LinkedHashSet<>();

  /**
   * @param providers of everything in both states
   */
  public Replacement(Providers providers) {
    this.providers = providers;
  }

  /** The addresses of what is added, changed and removed are the subjects. */
  public StateEdit of(RecordedState before, RecordedState after) {
    Map<Key, ResourceState> old = new HashMap<>();
    before.resources().forEach(row -> old.put(Key.of(row), row));
    for (ResourceState row : after.resources()) {
      ResourceState was = old.remove(Key.of(row));
      ResourceState now = was == null ? row : row.withDeclared(was.declared());
      if (!now.equals(was)) {
        changes.add(new Run.Change.Put(StateDocument.write(now, schema(now))));
        changed.add(row.address().toString());
      }
    }
    for (ResourceState gone : old.values()) {
      changes.add(new Run.Change.Remove(gone.address().toString(), gone.deposed()));
      changed.add(gone.address().toString());
    }
    outputs(before.outputs(), after.outputs());
    return new StateEdit(
        changes, changed.stream().map(each -> new StateEdit.Subject(each, each)).toList());
  }

  private void outputs(Map<String, Value> before, Map<String, Value> after) {
    after.forEach(
        (name, value) -> {
          if (!value.equals(before.get(name))) {
            changes.add(
                new Run.Change.PutOutput(
                    StateDocument.write(name, value, value.containsSensitive())));
            changed.add("output." + name);
          }
        });
    Set<String> gone = new LinkedHashSet<>(before.keySet());
    gone.removeAll(after.keySet());
    for (String name : gone) {
      changes.add(new Run.Change.RemoveOutput(name));
      changed.add("output." + name);
    }
  }

  private Schema schema(ResourceState row) {
    Schema schema = providers.schema(row.provider(), row.address());
    if (schema == null) {
      throw new IllegalArgumentException("no provider for " + row.address());
    }
    return schema;
  }

  private record Key(Address address, String deposed) {
    static Key of(ResourceState row) {
      return new Key(row.address(), row.deposed());
    }
  }
}
