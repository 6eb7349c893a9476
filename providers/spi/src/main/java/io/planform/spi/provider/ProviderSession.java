package io.planform.spi.provider;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configured provider. Safe for use by many threads; remote calls block the calling (virtual)
 * thread. Methods never throw for what a user or a server did wrong: they answer with diagnostics.
 */
public interface ProviderSession extends AutoCloseable {

  /**
   * Where calls go, as shown in a plan and recorded in the state: {@code local} or a URL. Empty for
   * a provider whose objects are in the state alone, or are files of this machine.
   */
  String target();

  /** What a type's block declares: a provider may use one name for several. */
  enum Kind {
    MANAGED,
    DATA,
    EPHEMERAL
  }

  /** Checks beyond the schema. Parts of the configuration may be unknown. No I/O. */
  List<Diagnostic> validate(Kind kind, String type, Value.Obj configuration);

  /**
   * What of a valid configuration this version can plan and not carry out: an apply stops at it
   * before anything is done. Parts of the configuration may be unknown. No I/O.
   */
  default List<Diagnostic> refusals(String type, Value.Obj configuration) {
    return List.of();
  }

  /** Whether this version can read a data source; the values of one that it cannot stay unknown. */
  default boolean reads(String dataSource) {
    return true;
  }

  /**
   * What an object will be after an apply: known values where they can be foreseen, unknown ones
   * where not. Pure: no I/O.
   *
   * @param prior the object as last read; null for a creation
   * @param configuration as declared, with nulls where nothing is said
   */
  Planned plan(String type, Value.@Nullable Obj prior, Value.Obj configuration);

  /** Reads an object; the answer's state is null if it is gone. */
  Read read(String type, Value.Obj prior);

  /**
   * Reads an object to find out what became of an operation. Where the server knows fences, calls
   * under older ones that are still on their way have no effect once it has answered.
   */
  default Read read(String type, Value.Obj prior, Operation operation) {
    return read(type, prior);
  }

  Outcome create(String type, Value.Obj planned, Value.Obj configuration, Operation operation);

  Outcome update(
      String type,
      Value.Obj prior,
      Value.Obj planned,
      Value.Obj configuration,
      Operation operation);

  Outcome delete(String type, Value.Obj prior, Operation operation);

  /**
   * Finds what a creation whose answer was lost may have made. Where the server knows operations
   * and fences, this one and calls under older fences that are still on their way have no effect
   * once it has answered.
   *
   * @return every object that fits; one certain match can be adopted
   */
  Lookup lookup(String type, Value.Obj planned, Operation operation);

  /** Reads a data source. */
  Read readData(String type, Value.Obj configuration);

  /** Reads the object that a user names by its id, to adopt it. */
  Read importObject(String type, String id);

  /** Makes an ephemeral object of a wholly known configuration. */
  default Opened openEphemeral(String type, Value.Obj configuration) {
    return new Opened(null, "", null, List.of(noEphemeral(type)));
  }

  /** Keeps an open ephemeral object usable; its value stays as it is. */
  default Renewed renewEphemeral(String type, String handle) {
    return new Renewed(null, List.of(noEphemeral(type)));
  }

  /** Ends an ephemeral object. Called once for each that was opened. */
  default List<Diagnostic> closeEphemeral(String type, String handle) {
    return List.of(noEphemeral(type));
  }

  private static Diagnostic noEphemeral(String type) {
    return Diagnostic.error(
        "No such ephemeral resource", "The provider has no ephemeral \"" + type + "\".");
  }

  @Override
  void close();

  /**
   * One remote operation of an apply.
   *
   * @param id the journal's; a server that knows it does the work once only
   * @param lineage of the state that is applied
   * @param fence of the lease under which it runs; a server may refuse an older one
   * @param timeout how long the whole operation may take
   */
  record Operation(String id, String lineage, long fence, Duration timeout) {}

  /**
   * @param replace the changed attributes that cannot change in place; empty for an update
   */
  record Planned(Value.Obj state, Set<ValuePath> replace, List<Diagnostic> diagnostics) {}

  record Read(Value.@Nullable Obj state, List<Diagnostic> diagnostics) {
    public static Read of(Value.@Nullable Obj state) {
      return new Read(state, List.of());
    }

    public static Read failed(Diagnostics diagnostics) {
      return new Read(null, diagnostics.toList());
    }
  }

  /**
   * An open ephemeral object.
   *
   * @param value never recorded; null if it could not be opened
   * @param handle the provider's own name of it, for renewal and closing
   * @param renewAt when it is to be renewed if it is still needed; null if it does not expire
   */
  record Opened(
      Value.@Nullable Obj value,
      String handle,
      @Nullable Instant renewAt,
      List<Diagnostic> diagnostics) {}

  /**
   * @param renewAt when it is to be renewed again; null if it does not expire any more
   */
  record Renewed(@Nullable Instant renewAt, List<Diagnostic> diagnostics) {}

  record Lookup(List<Value.Obj> candidates, List<Diagnostic> diagnostics) {}

  /** How a create, update or delete ended. */
  sealed interface Outcome {
    /** Done whole. A deletion has no state. */
    record Done(Value.@Nullable Obj state) implements Outcome {}

    /**
     * Begun and not finished: the object exists in the given state and is to be recorded; a created
     * one as tainted.
     */
    record Partial(Value.Obj state, List<Diagnostic> diagnostics) implements Outcome {}

    /** Nothing was done: the server said so, or was never reached. */
    record Refused(List<Diagnostic> diagnostics) implements Outcome {}

    /** No answer: it may have been done. To be resolved by a lookup or a read. */
    record Lost(List<Diagnostic> diagnostics) implements Outcome {}
  }
}
