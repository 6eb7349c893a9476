package io.planform.planner.apply;

import io.planform.planner.lang.encoding.Decoded;
import io.planform.planner.lang.encoding.ValueJson;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ChangeHistory;
import io.planform.spi.provider.CodePackages;
import io.planform.spi.provider.ObjectListing;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.provider.Timeouts;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A provider {@code fake} of things that live in a folder, so that they outlive the process. A
 * thing has a name, which cannot change, a size, a note, a secret and a link; a box has a name,
 * rules, which are an ordered list of blocks with ports in them, and tags, which are a set. A slow
 * thing has a name and timeouts; one called stuck is never made, however long one waits. A token is
 * ephemeral, and another one each time. Things can be listed; the note of one that the folder calls
 * code is code in Base64.
 */
public final class FakeProvider implements Provider {
  private static final Schema THING =
      Schema.of(
          List.of(
              attribute("name", Type.STRING, Mode.REQUIRED, Change.REPLACES, false),
              attribute("size", Type.NUMBER, Mode.OPTIONAL, Change.IN_PLACE, false),
              attribute("note", Type.STRING, Mode.OPTIONAL, Change.IN_PLACE, false),
              attribute("secret", Type.STRING, Mode.OPTIONAL, Change.IN_PLACE, true),
              attribute("link", Type.STRING, Mode.OPTIONAL, Change.IN_PLACE, false),
              attribute("id", Type.STRING, Mode.COMPUTED, Change.IN_PLACE, false)),
          List.of());
  private static final Schema BOX =
      Schema.of(
          List.of(
              attribute("name", Type.STRING, Mode.REQUIRED, Change.REPLACES, false),
              attribute("id", Type.STRING, Mode.COMPUTED, Change.IN_PLACE, false)),
          List.of(
              new Block(
                  "rule",
                  Nesting.LIST,
                  0,
                  9,
                  Change.IN_PLACE,
                  Schema.of(
                      List.of(
                          attribute("path", Type.STRING, Mode.REQUIRED, Change.IN_PLACE, false)),
                      List.of(
                          new Block(
                              "port",
                              Nesting.LIST,
                              0,
                              9,
                              Change.IN_PLACE,
                              Schema.of(
                                  List.of(
                                      attribute(
                                          "number",
                                          Type.NUMBER,
                                          Mode.REQUIRED,
                                          Change.IN_PLACE,
                                          false)),
                                  List.of()))))),
              new Block(
                  "tag",
                  Nesting.SET,
                  0,
                  9,
                  Change.IN_PLACE,
                  Schema.of(
                      List.of(attribute("key", Type.STRING, Mode.REQUIRED, Change.IN_PLACE, false)),
                      List.of()))));
  private static final Schema SLOW =
      Schema.of(
          List.of(
              attribute("name", Type.STRING, Mode.REQUIRED, Change.REPLACES, false),
              attribute("id", Type.STRING, Mode.COMPUTED, Change.IN_PLACE, false)),
          List.of(
              new Block(
                  Timeouts.BLOCK,
                  Nesting.SINGLE,
                  0,
                  1,
                  Change.IN_PLACE,
                  Schema.of(
                      List.of(
                          attribute("create", Type.STRING, Mode.OPTIONAL, Change.IN_PLACE, false),
                          attribute("delete", Type.STRING, Mode.OPTIONAL, Change.IN_PLACE, false)),
                      List.of()))));
  private static final Map<String, Schema> TYPES =
      Map.of("fake_thing", THING, "fake_box", BOX, "fake_slow", SLOW);
  private static final Schema LOOKUP =
      Schema.of(
          List.of(
              attribute("key", Type.STRING, Mode.REQUIRED, Change.IN_PLACE, false),
              attribute("value", Type.STRING, Mode.COMPUTED, Change.IN_PLACE, false)),
          List.of());

  private static final Schema TOKEN =
      Schema.of(
          List.of(
              attribute("name", Type.STRING, Mode.REQUIRED, Change.IN_PLACE, false),
              attribute("value", Type.STRING, Mode.COMPUTED, Change.IN_PLACE, false)),
          List.of());

  private final FakeCloud cloud;

  public FakeProvider(FakeCloud cloud) {
    this.cloud = cloud;
  }

  private static Attribute attribute(
      String name, Type type, Mode mode, Change change, boolean sensitive) {
    return new Attribute(name, type, mode, change, sensitive, "", null);
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Schema configuration() {
    return Schema.of(
        List.of(
            attribute("target", Type.STRING, Mode.OPTIONAL, Change.IN_PLACE, false),
            attribute("token", Type.STRING, Mode.OPTIONAL, Change.IN_PLACE, false)),
        List.of());
  }

  @Override
  public Map<String, Schema> resourceTypes() {
    return TYPES;
  }

  @Override
  public Set<String> listedTypes() {
    return Set.of("fake_thing");
  }

  @Override
  public Set<String> digests(String type) {
    return type.equals("fake_thing") ? cloud.digests : Set.of();
  }

  @Override
  public Map<String, Schema> dataSources() {
    return Map.of("fake_lookup", LOOKUP);
  }

  @Override
  public Map<String, Schema> ephemeralTypes() {
    return Map.of("fake_token", TOKEN);
  }

  @Override
  public ProviderSession configure(
      Value.Obj configuration, Environment environment, Diagnostics diagnostics) {
    String target = text(configuration, "target");
    return new Session(cloud, target == null ? "local" : target, text(configuration, "token"));
  }

  private static @Nullable String text(Value.Obj object, String name) {
    return switch (object.get(name)) {
      case Value.Str(String text) -> text;
      case Value.Num(BigDecimal number) -> number.toPlainString();
      case Value.ListOf list -> ValueJson.write(list);
      case Value.SetOf set -> ValueJson.write(set);
      case Value.Obj nested -> ValueJson.write(nested);
      default -> null;
    };
  }

  private record Session(FakeCloud cloud, String target, @Nullable String token)
      implements ProviderSession, ObjectListing, CodePackages, ChangeHistory {

    @Override
    public List<Diagnostic> validate(Kind kind, String type, Value.Obj configuration) {
      return "forbidden".equals(text(configuration, "note"))
          ? List.of(Diagnostic.error("Forbidden note", "Not this one.").at(ValuePath.of("note")))
          : List.of();
    }

    @Override
    public Planned plan(String type, Value.@Nullable Obj prior, Value.Obj configuration) {
      Value id = prior == null ? new Value.Unknown(Type.STRING) : prior.get("id");
      boolean renamed = prior != null && !prior.get("name").equals(configuration.get("name"));
      return new Planned(
          configuration.with("id", id),
          renamed ? Set.of(ValuePath.of("name")) : Set.of(),
          List.of());
    }

    @Override
    public Read read(String type, Value.Obj prior) {
      Map<String, String> found = cloud.read(text(prior, "id"));
      return Read.of(found == null ? null : object(type, found));
    }

    @Override
    public Outcome create(
        String type, Value.Obj planned, Value.Obj configuration, Operation operation) {
      if (token != null) {
        cloud.tokens.add("create with " + token);
      }
      cloud.timeouts.put("create", operation.timeout());
      if ("stuck".equals(text(configuration, "name"))) {
        await(operation.timeout());
        return new Outcome.Lost(List.of(silence()));
      }
      return switch (cloud.create(texts(configuration), operation.id())) {
        case FakeCloud.Answer.Thing(Map<String, String> thing) ->
            new Outcome.Done(object(type, thing));
        case FakeCloud.Answer.Refusal _ -> new Outcome.Refused(List.of(refusal()));
        case FakeCloud.Answer.Silence _ -> new Outcome.Lost(List.of(silence()));
        case FakeCloud.Answer.Half(Map<String, String> thing) ->
            new Outcome.Partial(object(type, thing), List.of(refusal()));
      };
    }

    @Override
    public Outcome update(
        String type,
        Value.Obj prior,
        Value.Obj planned,
        Value.Obj configuration,
        Operation operation) {
      return switch (cloud.update(text(prior, "id"), texts(configuration))) {
        case FakeCloud.Answer.Thing(Map<String, String> thing) ->
            new Outcome.Done(object(type, thing));
        case FakeCloud.Answer.Refusal _, FakeCloud.Answer.Half _ ->
            new Outcome.Refused(List.of(refusal()));
        case FakeCloud.Answer.Silence _ -> new Outcome.Lost(List.of(silence()));
      };
    }

    @Override
    public Outcome delete(String type, Value.Obj prior, Operation operation) {
      if (token != null) {
        cloud.tokens.add("delete with " + token);
      }
      cloud.timeouts.put("delete", operation.timeout());
      return switch (cloud.delete(text(prior, "id"))) {
        case FakeCloud.Answer.Thing _ -> new Outcome.Done(null);
        case FakeCloud.Answer.Refusal _, FakeCloud.Answer.Half _ ->
            new Outcome.Refused(List.of(refusal()));
        case FakeCloud.Answer.Silence _ -> new Outcome.Lost(List.of(silence()));
      };
    }

    @Override
    public Lookup lookup(String type, Value.Obj planned, Operation operation) {
      if (!cloud.lookups) {
        return new Lookup(List.of(), List.of(silence()));
      }
      return new Lookup(
          cloud.madeBy(operation.id()).stream().map(thing -> object(type, thing)).toList(),
          List.of());
    }

    @Override
    public Read readData(String type, Value.Obj configuration) {
      if ("missing".equals(text(configuration, "key"))) {
        return Read.of(null);
      }
      return Read.of(configuration.with("value", Value.of("found " + text(configuration, "key"))));
    }

    @Override
    public Read importObject(String type, String id) {
      Map<String, String> found = cloud.read(id);
      return Read.of(found == null ? null : object(type, found));
    }

    @Override
    public Listed list(String type) {
      return new Listed(
          cloud.things().stream()
              .map(thing -> new Found(thing.get("id"), thing.get("id"), thing.get("name")))
              .toList(),
          List.of());
    }

    @Override
    public History changes(Instant since) {
      return new History(
          cloud.changes.stream().filter(change -> !change.at().isBefore(since)).toList(),
          List.of());
    }

    @Override
    public @Nullable Changed changedCode(String type, Value.Obj prior, Value.Obj configuration) {
      return null;
    }

    @Override
    public @Nullable Code code(String type, Value.Obj object) {
      Map<String, String> thing = cloud.read(text(object, "id"));
      if (thing == null || !thing.containsKey("code")) {
        return null;
      }
      String code = thing.get("note");
      return new Code("note", code == null ? null : Base64.getDecoder().decode(code), "txt");
    }

    @Override
    public Opened openEphemeral(String type, Value.Obj configuration) {
      String name = text(configuration, "name");
      if ("missing".equals(name)) {
        return new Opened(null, "", null, List.of(refusal()));
      }
      String value = name + "-" + cloud.openings.incrementAndGet();
      cloud.tokens.add("open " + value);
      Instant renewAt = "short".equals(name) ? Instant.EPOCH : null;
      return new Opened(configuration.with("value", Value.of(value)), value, renewAt, List.of());
    }

    @Override
    public Renewed renewEphemeral(String type, String handle) {
      cloud.renewal.countDown();
      return new Renewed(null, List.of());
    }

    @Override
    public List<Diagnostic> closeEphemeral(String type, String handle) {
      cloud.tokens.add("close " + handle);
      return List.of();
    }

    @Override
    public void close() {}

    private static void await(Duration timeout) {
      try {
        Thread.sleep(timeout);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private static Diagnostic refusal() {
      return Diagnostic.error("The cloud says no", "It was told to.");
    }

    private static Diagnostic silence() {
      return Diagnostic.error("No answer", "The connection broke.");
    }

    private static Map<String, String> texts(Value.Obj configuration) {
      return configuration.values().keySet().stream()
          .filter(name -> text(configuration, name) != null)
          .collect(Collectors.toMap(name -> name, name -> text(configuration, name)));
    }

    private static Value value(Type type, @Nullable String text) {
      if (text == null) {
        return new Value.Null(type);
      }
      Value value =
          type instanceof Type.Primitive
              ? Value.of(text)
              : ((Decoded.Read) ValueJson.read(text)).value();
      return ((Conversion.Converted) Conversion.convert(value, type)).value();
    }

    private static Value.Obj object(String type, Map<String, String> thing) {
      Type.ObjectType shape = Objects.requireNonNull(TYPES.get(type)).type();
      SequencedMap<String, Value> values = new LinkedHashMap<>();
      shape.attributes().forEach((name, part) -> values.put(name, value(part, thing.get(name))));
      return new Value.Obj(values);
    }
  }
}
