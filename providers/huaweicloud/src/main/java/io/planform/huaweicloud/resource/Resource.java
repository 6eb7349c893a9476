package io.planform.huaweicloud.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Lost;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.client.ApiResult.Unreached;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Lookup;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A resource type: its declaration interpreted, with the places at which an API is irregular left
 * to subclasses.
 */
public abstract class Resource {
  private static final String TAKEN =
      "this state does not own what is there: adopt it with an \"import\" block, delete it, or"
          + " choose another name";

  private final Declaration declaration;
  private final ApiClient client;

  protected Resource(Declaration declaration, ApiClient client) {
    this.declaration = declaration;
    this.client = client;
  }

  public final Declaration declaration() {
    return declaration;
  }

  protected final ApiClient client() {
    return client;
  }

  public abstract List<Diagnostic> validate(Value.Obj configuration);

  /** What of a valid configuration can be planned and not carried out. */
  public List<Diagnostic> refusals(Value.Obj configuration) {
    return List.of();
  }

  /** What computed attributes of a new object will be, as far as that can be told. */
  protected abstract Map<String, Value> foreseen(Value.Obj configuration);

  /** An object of which little is known, with what follows from that. */
  protected final Value.Obj withForeseen(Value.Obj named) {
    SequencedMap<String, Value> values = new LinkedHashMap<>(named.values());
    values.putAll(foreseen(named));
    return new Value.Obj(values);
  }

  /** What the paths of calls on an object hold: {@code project} and others by their names. */
  protected abstract Map<String, String> pathOf(Value.Obj object);

  /**
   * The object as planned, with what the answer to its creation tells of its identity; null if the
   * answer does not tell it.
   */
  protected abstract Value.@Nullable Obj identified(Value.Obj planned, JsonNode answer);

  /** Reads an object: its state, or what is in the way; null in an answer of status 404. */
  public abstract Read read(Value.Obj known, Calls calls);

  /**
   * Reads objects by a list: in their order, nothing for those that are to be read by themselves.
   */
  public List<Optional<Read>> readAll(List<Value.Obj> known, Calls calls) {
    return Collections.nCopies(known.size(), Optional.empty());
  }

  public abstract Lookup lookup(Value.Obj planned, Calls calls);

  public abstract Read importObject(String id, Calls calls);

  /**
   * What an import says of an object that it did not find.
   *
   * @param kind what the object is: {@code trigger}
   */
  protected static Read imported(Read read, String kind, String id) {
    return read.state() == null && read.diagnostics().isEmpty()
        ? new Read(
            null,
            List.of(Diagnostic.error("No such " + kind, "There is no %s %s.".formatted(kind, id))))
        : read;
  }

  /** Deletes an object; one that is not there counts as deleted. */
  public abstract Outcome delete(Value.Obj prior, Calls calls);

  /** The attribute that a server's refusal is about; null if that cannot be told. */
  protected abstract @Nullable String blamed(Rejected rejected);

  public final Planned plan(Value.@Nullable Obj prior, Value.Obj configuration) {
    Planned planned =
        new Foresight(declaration, foreseen(configuration)).plan(prior, configuration);
    Value.Obj changed = planned.replace().isEmpty() ? prior : null;
    return new Planned(planned.state(), planned.replace(), objections(changed, planned.state()));
  }

  /**
   * What speaks against a plan whose configuration is valid in itself.
   *
   * @param prior null for a new object
   */
  protected List<Diagnostic> objections(Value.@Nullable Obj prior, Value.Obj planned) {
    return List.of();
  }

  public final Outcome create(Value.Obj planned, Value.Obj configuration, Calls open) {
    Calls calls = open.hiding(Secrets.of(declaration, configuration));
    Value.Obj desired = desired(planned, configuration);
    ObjectNode body = Body.of(declaration, declaration.create(), desired, Set.of());
    ApiResult first = send(declaration.create(), planned, desired, body, calls);
    if (!(first instanceof Answered answer)) {
      return failed(first);
    }
    Value.Obj object = identified(settled(planned), answer.json());
    if (object == null) {
      return new Outcome.Lost(
          List.of(
              Diagnostic.error(
                  "Unexpected answer",
                  "The answer to the creation does not say what was created.")));
    }
    Set<String> set = new LinkedHashSet<>();
    desired.values().forEach((name, value) -> addIfSet(set, name, value));
    for (Call call : declaration.completing(set)) {
      ApiResult result = change(call, object, null, desired, Set.of(), calls);
      if (!(result instanceof Answered)) {
        return new Outcome.Partial(asFarAsKnown(object, calls), List.of(diagnostic(result)));
      }
    }
    return finished(object, desired, calls);
  }

  private static void addIfSet(Set<String> set, String name, Value value) {
    boolean isSet =
        switch (value.unmarked()) {
          case Value.ListOf(_, List<Value> values) -> !values.isEmpty();
          case Value.SetOf(_, List<Value> values) -> !values.isEmpty();
          case Value.MapOf(_, Map<String, Value> values) -> !values.isEmpty();
          default -> Body.isSet(value);
        };
    if (isSet) {
      set.add(name);
    }
  }

  public final Outcome update(
      Value.Obj prior, Value.Obj planned, Value.Obj configuration, Calls open) {
    Calls calls = open.hiding(Secrets.of(declaration, configuration));
    Value.Obj desired = desired(planned, configuration);
    Set<String> changed = new LinkedHashSet<>();
    planned
        .values()
        .forEach(
            (name, value) -> {
              if (!value.isUnknown() && Foresight.differ(value, prior.get(name))) {
                changed.add(name);
              }
            });
    Value.Obj object = settled(planned);
    boolean begun = false;
    for (Call call : declaration.changing(changed)) {
      ApiResult result = change(call, object, prior, desired, changed, calls);
      if (!(result instanceof Answered)) {
        return begun || isSeveral(call)
            ? new Outcome.Partial(
                asFarAsKnown(partly(prior, object), calls), List.of(diagnostic(result)))
            : failed(result);
      }
      begun = true;
    }
    return finished(object, desired, calls);
  }

  /**
   * Makes one call of those that change an object.
   *
   * @param prior null while the object is being created
   * @param changed the attributes that an update changes
   */
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    return send(call, object, desired, Body.of(declaration, call, desired, changed), calls);
  }

  /**
   * Sends what a declaration says of a call, where it says all.
   *
   * @param desired every attribute as it shall be
   */
  protected ApiResult send(
      Call call, Value.Obj object, Value.Obj desired, ObjectNode body, Calls calls) {
    return calls.send(call, pathOf(object), body);
  }

  /** The end of a creation or update, of which all calls are done. */
  protected Outcome finished(Value.Obj object, Value.Obj desired, Calls calls) {
    Read read = read(object, calls);
    return new Outcome.Done(read.state() == null ? object : read.state());
  }

  /** Whether a call stands for several, of which some may be done when one fails. */
  protected boolean isSeveral(Call call) {
    return false;
  }

  /** What to read after an update that stopped halfway: the prior state, and what is new in it. */
  protected Value.Obj partly(Value.Obj prior, Value.Obj planned) {
    return prior;
  }

  protected final Value.Obj asFarAsKnown(Value.Obj object, Calls calls) {
    Read read = read(object, calls);
    return read.state() == null ? object : read.state();
  }

  /**
   * Every attribute as it shall be: as declared, with code in full, else as planned; but nothing
   * that is merely the API's way of saying that it was never set.
   */
  private Value.Obj desired(Value.Obj planned, Value.Obj configuration) {
    SequencedMap<String, Value> values = new LinkedHashMap<>(planned.values());
    for (Field field : declaration.fields()) {
      Value declared = configuration.get(field.name());
      if (Body.isSet(declared) && field.attribute().isConfigurable()) {
        values.put(field.name(), declared);
      } else if (Live.isNothing(planned.get(field.name()))) {
        values.put(field.name(), new Value.Null(field.attribute().type()));
      }
    }
    return new Value.Obj(values);
  }

  /** With nulls where nothing is known. */
  private Value.Obj settled(Value.Obj planned) {
    Value.Obj settled = planned;
    for (Field field : declaration.fields()) {
      if (planned.get(field.name()).isUnknown()) {
        settled = settled.with(field.name(), new Value.Null(field.attribute().type()));
      }
    }
    return settled;
  }

  /** An object of which nothing is known. */
  protected final Value.Obj nothing() {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    for (Field field : declaration.fields()) {
      values.put(field.name(), new Value.Null(field.attribute().type()));
    }
    for (Group group : declaration.groups()) {
      Type element = group.block().schema().type();
      values.put(
          group.name(),
          group.nesting() == Nesting.SINGLE
              ? new Value.Null(element)
              : group.nesting() == Nesting.SET
                  ? new Value.SetOf(element, List.of())
                  : new Value.ListOf(element, List.of()));
    }
    return new Value.Obj(values);
  }

  protected final Value.Obj live(JsonNode answer, Value.Obj known) {
    return Live.of(declaration.fields(), declaration.groups(), answer, known);
  }

  protected final Outcome failed(ApiResult result) {
    return switch (result) {
      case Answered _ -> throw new IllegalArgumentException("An answered call has not failed");
      case Rejected _, Unreached _ -> new Outcome.Refused(List.of(diagnostic(result)));
      case Lost(Diagnostic diagnostic, _) -> new Outcome.Lost(List.of(diagnostic));
    };
  }

  protected final Diagnostic diagnostic(ApiResult result) {
    return switch (result) {
      case Answered _ -> throw new IllegalArgumentException("An answered call has not failed");
      case Unreached(Diagnostic diagnostic) -> diagnostic;
      case Lost(Diagnostic diagnostic, _) -> diagnostic;
      case Rejected rejected -> {
        Diagnostic diagnostic =
            rejected.isTaken() ? rejected.diagnostic().withHint(TAKEN) : rejected.diagnostic();
        String attribute = blamed(rejected);
        yield attribute == null ? diagnostic : diagnostic.at(ValuePath.of(attribute));
      }
    };
  }

  /** The answer to a read that failed: no state and no error if the object is gone. */
  protected final Read notRead(ApiResult result) {
    return result instanceof Rejected rejected && rejected.isNotFound()
        ? Read.of(null)
        : new Read(null, List.of(diagnostic(result)));
  }
}
