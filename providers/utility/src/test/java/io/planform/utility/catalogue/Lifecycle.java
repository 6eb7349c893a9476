package io.planform.utility.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.provider.ProviderSession.Operation;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Plans and does what a planner would, and holds a provider to what it planned. */
public final class Lifecycle {
  private static final Operation OPERATION = new Operation("1", "l", 1, Duration.ofMinutes(1));

  private final Provider provider;
  private final ProviderSession session;

  public Lifecycle(Provider provider, Path directory) {
    this.provider = provider;
    this.session =
        provider.configure(
            new Value.Obj(new LinkedHashMap<>()),
            new Environment(Map.of(), directory, directory),
            new Diagnostics());
  }

  public ProviderSession session() {
    return session;
  }

  /** A decoded body: null where nothing is given. */
  public Value.Obj configuration(Kind kind, String type, Map<String, Value> given) {
    Schema schema =
        switch (kind) {
          case MANAGED -> provider.resourceTypes().get(type);
          case DATA -> provider.dataSources().get(type);
          case EPHEMERAL -> provider.ephemeralTypes().get(type);
        };
    assertNotNull(schema, type);
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    schema
        .type()
        .attributes()
        .forEach(
            (name, of) ->
                values.put(
                    name, schema.blocks().containsKey(name) ? noBlock(of) : new Value.Null(of)));
    given.forEach(
        (name, value) -> {
          assertNotNull(values.get(name), name);
          values.put(name, value);
        });
    return new Value.Obj(values);
  }

  private static Value noBlock(Type type) {
    return switch (type) {
      case Type.ListType(Type element) -> new Value.ListOf(element, List.of());
      case Type.SetType(Type element) -> new Value.SetOf(element, List.of());
      default -> new Value.Null(type);
    };
  }

  public Value.Obj configuration(String type, Map<String, Value> given) {
    return configuration(Kind.MANAGED, type, given);
  }

  public List<String> faults(Kind kind, String type, Map<String, Value> given) {
    return session.validate(kind, type, configuration(kind, type, given)).stream()
        .map(Diagnostic::summary)
        .toList();
  }

  /** Plans and creates; the result keeps to the plan, and a second plan finds nothing to do. */
  public Value.Obj create(String type, Map<String, Value> given) {
    Value.Obj configuration = configuration(type, given);
    assertEquals(List.of(), session.validate(Kind.MANAGED, type, configuration));
    Planned planned = session.plan(type, null, configuration);
    Value.Obj made = done(session.create(type, planned.state(), configuration, OPERATION));
    keepsTo(planned.state(), made);
    assertEquals(made, session.read(type, made).state(), "as it was read");
    Planned again = session.plan(type, made, configuration);
    assertEquals(made, again.state(), "planned again");
    assertEquals(Map.of(), changes(type, made, given), "changes without a change");
    return made;
  }

  /** Updates in place. */
  public Value.Obj update(String type, Value.Obj prior, Map<String, Value> given) {
    Value.Obj configuration = configuration(type, given);
    Planned planned = session.plan(type, prior, configuration);
    assertEquals(java.util.Set.of(), planned.replace());
    Value.Obj made = done(session.update(type, prior, planned.state(), configuration, OPERATION));
    keepsTo(planned.state(), made);
    assertEquals(made, session.plan(type, made, configuration).state(), "planned again");
    return made;
  }

  public void delete(String type, Value.Obj prior) {
    assertEquals(new Outcome.Done(null), session.delete(type, prior, OPERATION));
  }

  /** What a changed configuration asks for, by attribute: {@code replace} or {@code update}. */
  public Map<String, String> changes(String type, Value.Obj prior, Map<String, Value> given) {
    Planned planned = session.plan(type, prior, configuration(type, given));
    Map<String, String> changes = new TreeMap<>();
    planned
        .state()
        .values()
        .forEach(
            (name, value) -> {
              if (!value.equals(prior.get(name))) {
                changes.put(name, "update");
              }
            });
    planned.replace().forEach(path -> changes.put(path.toString(), "replace"));
    return changes;
  }

  public Value.Obj imported(String type, String id) {
    ProviderSession.Read read = session.importObject(type, id);
    assertEquals(List.of(), read.diagnostics());
    Value.Obj state = read.state();
    assertNotNull(state);
    assertEquals(
        provider.resourceTypes().get(type).type().attributes().keySet(), state.values().keySet());
    return state;
  }

  private static Value.Obj done(Outcome outcome) {
    assertEquals(Outcome.Done.class, outcome.getClass(), outcome.toString());
    return ((Outcome.Done) outcome).state();
  }

  private static void keepsTo(Value.Obj planned, Value.Obj made) {
    assertEquals(planned.values().keySet(), made.values().keySet());
    planned
        .values()
        .forEach(
            (name, value) -> {
              if (value.isWhollyKnown()) {
                assertEquals(value, made.get(name), name);
              }
            });
    assertEquals(true, made.isWhollyKnown());
  }
}
