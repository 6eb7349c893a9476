package io.planform.planner.rollback;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import io.planform.store.state.ResourceRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The managed objects of an earlier revision: what is to be declared of each, and why that cannot
 * be done for some.
 */
public final class EarlierObjects {
  /** Shorter values than this may be those of anything. */
  private static final int TELLING = 16;

  private final Providers providers;
  private final Map<Address, ResourceState> now = new HashMap<>();
  private final Set<Address> made;
  private final Map<String, List<ResourceState>> renewed = new HashMap<>();

  /** By what an object rests on: the same for all instances of a block. */
  private final Map<List<String>, Map<String, Origin>> gone = new HashMap<>();

  private final SequencedMap<Address, EarlierObject> wanted = new TreeMap<>();
  private final SequencedMap<Address, String> leftOut = new TreeMap<>();
  private final SequencedMap<String, Value> outputs = new TreeMap<>();
  private final Map<String, String> outputReferences = new HashMap<>();
  private final SequencedMap<String, String> leftOutOutputs = new TreeMap<>();

  /**
   * @param earlier the revision
   * @param present the state now
   * @param made objects that will be made anew, as far as that is known
   */
  public EarlierObjects(
      RecordedState earlier, RecordedState present, Set<Address> made, Providers providers) {
    this.providers = providers;
    this.made = new HashSet<>(made);
    managed(present).forEach(row -> now.put(row.address(), row));
    List<ResourceState> rows = managed(earlier);
    for (ResourceState row : rows) {
      boolean isNew = isGone(row) || made.contains(row.address());
      if (isNew) {
        this.made.add(row.address());
        renewed.computeIfAbsent(row.address().node().toString(), _ -> new ArrayList<>()).add(row);
      }
      declare(row, isNew);
    }
    leaveOutMisshapen();
    while (!List.copyOf(wanted.values()).stream()
        .map(this::refer)
        .reduce(true, Boolean::logicalAnd)) {
      leaveOutMisshapen();
    }
    Map<String, Origin> all = gone(List.copyOf(renewed.keySet()));
    earlier.outputs().forEach((name, value) -> output(name, value, all));
  }

  private static List<ResourceState> managed(RecordedState state) {
    return state.resources().stream()
        .filter(row -> row.address().mode() == Mode.MANAGED && row.deposed().isEmpty())
        .toList();
  }

  private boolean isGone(ResourceState row) {
    ResourceState present = now.get(row.address());
    return present == null || !present.objectId().equals(row.objectId());
  }

  /** What is to be declared, in the order of the addresses. */
  SequencedMap<Address, EarlierObject> wanted() {
    return wanted;
  }

  /** Whether it is taken into account that these will be made anew. */
  public boolean expects(Set<Address> addresses) {
    return made.containsAll(addresses);
  }

  /** Why an object cannot be brought back, in the order of the addresses. */
  public SequencedMap<Address, String> leftOut() {
    return leftOut;
  }

  /** The outputs of the root. */
  SequencedMap<String, Value> outputs() {
    return outputs;
  }

  /** What some of the outputs are to refer to instead, as expressions. */
  Map<String, String> outputReferences() {
    return outputReferences;
  }

  /** Why an output cannot be brought back, by its name. */
  public SequencedMap<String, String> leftOutOutputs() {
    return leftOutOutputs;
  }

  private void output(String name, Value value, Map<String, Origin> gone) {
    Value bare = value.revealed();
    Origin origin = bare instanceof Value.Str(String text) ? gone.get(text) : null;
    if (origin != null
        && origin.address().module().isRoot()
        && wanted.containsKey(origin.address())) {
      outputReferences.put(name, origin.expression());
    } else if (mentionsAny(bare, gone.keySet())) {
      leftOutOutputs.put(name, "it names an object that is not there any more");
      return;
    }
    outputs.put(name, value);
  }

  private void declare(ResourceState row, boolean isNew) {
    Schema schema = providers.schema(row.provider(), row.address());
    ProviderAddress provider = ProviderAddress.parse(row.provider());
    String why =
        schema == null
            ? "no provider knows its type"
            : row.status() == ResourceRow.Status.UNKNOWN || !row.object().isWhollyKnown()
                ? "not all of it was known then"
                : !provider.module().isRoot()
                        || (provider.alias() != null && !row.address().module().isRoot())
                    ? "its provider is configured for its module"
                    : unrecorded(row, schema, isNew);
    if (schema == null || why != null) {
      leftOut.put(row.address(), String.valueOf(why));
    } else {
      wanted.put(row.address(), EarlierObject.of(row, schema));
    }
  }

  /** What of its arguments the revision does not hold; null if it holds them all. */
  private @Nullable String unrecorded(ResourceState row, Schema schema, boolean isNew) {
    ResourceState present = now.get(row.address());
    for (String name : providers.digests(row.provider(), row.address().type())) {
      Value then = row.object().get(name).revealed();
      if (then.isNull()) {
        continue;
      }
      if (isNew || present == null) {
        return "it would have to be made, and of its " + name + " only a digest is recorded";
      }
      if (!present.object().get(name).revealed().equals(then)) {
        return "its " + name + " was another one, of which only a digest is recorded";
      }
    }
    for (Schema.Attribute attribute : schema.attributes().values()) {
      if (attribute.sensitive()
          && row.declared().contains(attribute.name())
          && row.object().get(attribute.name()).isNull()) {
        return "its " + attribute.name() + " was never recorded";
      }
    }
    return null;
  }

  private void leaveOutMisshapen() {
    List<Address> unsuited = new Layout(wanted.values()).unsuited();
    unsuited.forEach(each -> leaveOut(each, "other instances of its block or module are missing"));
  }

  private void leaveOut(Address address, String why) {
    wanted.remove(address);
    leftOut.put(address, why);
  }

  /**
   * Finds what an object is to refer to since it is another one than it was; false if that cannot
   * be declared.
   */
  private boolean refer(EarlierObject object) {
    Map<String, Origin> gone = gone(object.row().dependencies());
    Map<String, String> references = new LinkedHashMap<>();
    for (Map.Entry<String, Value> argument : object.arguments().entrySet()) {
      Value value = argument.getValue().revealed();
      Origin origin = value instanceof Value.Str(String text) ? gone.get(text) : null;
      if (origin != null && isReferable(object.row(), origin)) {
        references.put(argument.getKey(), origin.expression());
      } else if (!gone.isEmpty() && mentionsAny(value, gone.keySet())) {
        leaveOut(
            object.row().address(),
            "its " + argument.getKey() + " names an object that is not there any more");
        return false;
      }
    }
    wanted.put(object.row().address(), object.with(references));
    return true;
  }

  /** What an object's provider had set, before the object was another one. */
  private record Origin(Address address, String attribute) {
    /** As it is said in its module. */
    String expression() {
      return new Address(
              ModuleInstance.ROOT, address.mode(), address.type(), address.name(), address.key())
          + "."
          + attribute;
    }
  }

  private boolean isReferable(ResourceState from, Origin origin) {
    return wanted.containsKey(origin.address())
        && origin.address().module().equals(from.address().module())
        && from.address().module().steps().stream().allMatch(step -> step.key() == null);
  }

  /** By the value, where a value of an object that this one rests on will be another one. */
  private Map<String, Origin> gone(List<String> blocks) {
    return gone.computeIfAbsent(
        blocks,
        _ -> {
          Map<String, Origin> values = new HashMap<>();
          for (String block : blocks) {
            renewed.getOrDefault(block, List.of()).forEach(row -> own(row, values));
          }
          return values;
        });
  }

  /** Adds what only this object can have had, as far as its provider had set it. */
  private void own(ResourceState row, Map<String, Origin> values) {
    Schema schema = providers.schema(row.provider(), row.address());
    if (schema == null) {
      return;
    }
    for (Schema.Attribute attribute : schema.attributes().values()) {
      if (attribute.isComputed()
          && !row.declared().contains(attribute.name())
          && row.object().get(attribute.name()).revealed() instanceof Value.Str(String text)
          && (text.length() >= TELLING || (!text.isEmpty() && text.equals(row.objectId())))) {
        values.put(text, new Origin(row.address(), attribute.name()));
      }
    }
  }

  private static boolean mentionsAny(Value value, Set<String> gone) {
    return value instanceof Value.Str(String text)
        ? gone.stream().anyMatch(text::contains)
        : value.parts().stream().anyMatch(part -> mentionsAny(part, gone));
  }
}
