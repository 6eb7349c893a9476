package io.planform.planner.test.mock;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.plan.address.Address;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A session of which all objects are in the state alone, with computed values from a test. */
public final class MockSession implements ProviderSession {
  private final Provider real;
  private final @Nullable ProviderSession checks;
  private final Mock mock;
  private final String object;
  private final @Nullable Made made;

  /**
   * @param real whose schemas hold
   * @param checks looks at configurations; null for nobody
   */
  public MockSession(Provider real, @Nullable ProviderSession checks, Mock mock) {
    this(real, checks, mock, "", null);
  }

  private MockSession(
      Provider real,
      @Nullable ProviderSession checks,
      Mock mock,
      String object,
      @Nullable Made made) {
    this.real = real;
    this.checks = checks;
    this.mock = mock;
    this.object = object;
    this.made = made;
  }

  /** The session of one object, which always has the same values. */
  public MockSession of(Address address) {
    Made own =
        mock.overrides().stream()
            .filter(override -> override.target().includes(address))
            .findFirst()
            .map(Overridden::made)
            .orElse(mock.types().get(new Mock.Key(address.mode(), address.type())));
    return new MockSession(real, checks, mock, address.toString(), own);
  }

  /** The session of an object with values of its own, whatever the mock says. */
  public MockSession of(Address address, Made own) {
    Mock nothing = new Mock(mock.name(), mock.alias(), Map.of(), List.of(), false, own.range());
    return new MockSession(real, checks, nothing, address.toString(), own);
  }

  @Override
  public String target() {
    return "";
  }

  @Override
  public List<Diagnostic> validate(Kind kind, String type, Value.Obj configuration) {
    return checks == null ? List.of() : checks.validate(kind, type, configuration);
  }

  private Schema schema(Mode mode, String type) {
    return Objects.requireNonNull(
        (mode == Mode.DATA ? real.dataSources() : real.resourceTypes()).get(type));
  }

  private boolean duringPlan() {
    Boolean own = made == null ? null : made.duringPlan();
    return own == null ? mock.duringPlan() : own;
  }

  @Override
  public Planned plan(String type, Value.@Nullable Obj prior, Value.Obj configuration) {
    Schema schema = schema(Mode.MANAGED, type);
    Diagnostics diagnostics = new Diagnostics();
    Value.Obj kept = prior == null ? configuration : kept(prior, configuration, schema);
    Value.Obj planned =
        prior != null
            ? kept
            : duringPlan()
                ? new MockValues(object, made, diagnostics).filled(kept, schema)
                : MockValues.later(kept, schema);
    return new Planned(planned, Set.of(), diagnostics.toList());
  }

  /** What is declared, with what was computed before. */
  private static Value.Obj kept(Value.Obj prior, Value.Obj configuration, Schema schema) {
    SequencedMap<String, Value> values = new LinkedHashMap<>(configuration.values());
    schema
        .attributes()
        .forEach(
            (name, attribute) -> {
              if (attribute.isComputed() && configuration.get(name).isNull()) {
                values.put(name, prior.get(name));
              }
            });
    schema
        .blocks()
        .forEach(
            (name, block) ->
                values.put(name, nested(prior.get(name), configuration.get(name), block.schema())));
    return new Value.Obj(values);
  }

  private static Value nested(Value prior, Value declared, Schema schema) {
    if (declared instanceof Value.Obj now && prior instanceof Value.Obj before) {
      return kept(before, now, schema);
    }
    List<Value> before = prior.elements();
    List<Value> now = declared.elements();
    if (before == null || now == null || before.size() != now.size()) {
      return declared;
    }
    List<Value> kept = new ArrayList<>();
    for (int at = 0; at < now.size(); at++) {
      kept.add(nested(before.get(at), now.get(at), schema));
    }
    return switch (declared) {
      case Value.ListOf(Type element, List<Value> _) -> new Value.ListOf(element, kept);
      case Value.SetOf(Type element, List<Value> _) -> new Value.SetOf(element, kept);
      default -> declared;
    };
  }

  @Override
  public Read read(String type, Value.Obj prior) {
    return Read.of(prior);
  }

  @Override
  public Outcome create(
      String type, Value.Obj planned, Value.Obj configuration, Operation operation) {
    return done(type, planned);
  }

  @Override
  public Outcome update(
      String type,
      Value.Obj prior,
      Value.Obj planned,
      Value.Obj configuration,
      Operation operation) {
    return done(type, planned);
  }

  private Outcome done(String type, Value.Obj planned) {
    Diagnostics diagnostics = new Diagnostics();
    Value.Obj state =
        new MockValues(object, made, diagnostics).filled(planned, schema(Mode.MANAGED, type));
    return diagnostics.hasErrors()
        ? new Outcome.Refused(diagnostics.toList())
        : new Outcome.Done(state);
  }

  @Override
  public Outcome delete(String type, Value.Obj prior, Operation operation) {
    return new Outcome.Done(null);
  }

  @Override
  public Lookup lookup(String type, Value.Obj planned, Operation operation) {
    return new Lookup(List.of(), List.of());
  }

  @Override
  public Read readData(String type, Value.Obj configuration) {
    Diagnostics diagnostics = new Diagnostics();
    Value.Obj state =
        new MockValues(object, made, diagnostics).filled(configuration, schema(Mode.DATA, type));
    return diagnostics.hasErrors() ? Read.failed(diagnostics) : Read.of(state);
  }

  @Override
  public Read importObject(String type, String id) {
    Diagnostics diagnostics = new Diagnostics();
    diagnostics.add(
        Diagnostic.error(
            "Nothing to import from a mock",
            "A mocked provider has no objects but those that the test makes."));
    return Read.failed(diagnostics);
  }

  @Override
  public Opened openEphemeral(String type, Value.Obj configuration) {
    return new Opened(
        null,
        "",
        null,
        List.of(
            Diagnostic.error(
                "Not supported yet: mocked ephemeral resources",
                "The provider " + real.name() + " is mocked, and opens no \"" + type + "\".")));
  }

  @Override
  public void close() {
    if (checks != null) {
      checks.close();
    }
  }
}
