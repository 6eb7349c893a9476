package io.planform.planner.rollback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.config.SourceSnapshot;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.rollback.Layout.Declared;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Objects of an earlier revision as a configuration in Terraform's JSON. It holds no values: they
 * are those of a variable, so that what is sensitive stays marked, and is encrypted where a plan is
 * saved.
 */
public final class EarlierConfiguration {
  /** The variable of every module that has its values. */
  public static final String VARIABLE = "recorded";

  private static final String FILE = "rollback.tf.json";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Layout layout;
  private final SequencedMap<String, ProviderSettings> providers;
  private final EarlierObjects earlier;

  /**
   * @param providers what provider blocks of the root say, by {@link ProviderAddress}
   */
  public EarlierConfiguration(
      EarlierObjects earlier, SequencedMap<String, ProviderSettings> providers) {
    this.layout = new Layout(earlier.wanted().values());
    this.earlier = earlier;
    this.providers = providers;
  }

  /** The value of the root's variable. */
  public Value recorded() {
    SequencedMap<String, Value> settings = new LinkedHashMap<>();
    providers.forEach(
        (key, each) -> settings.put(key, EarlierObject.block(each.value(), each.schema())));
    return values(ModuleInstance.ROOT)
        .with("providers", new Value.Obj(settings))
        .with("outputs", new Value.Obj(earlier.outputs()));
  }

  private Value.Obj values(ModuleInstance module) {
    SequencedMap<String, Value> blocks = new LinkedHashMap<>();
    SequencedMap<String, Value> calls = new LinkedHashMap<>();
    for (Declared what : layout.in(module.path())) {
      SequencedMap<String, Value> byKey = new LinkedHashMap<>();
      for (InstanceKey key : layout.keysIn(what, module)) {
        String name = key instanceof InstanceKey.Name(String text) ? text : String.valueOf(key);
        byKey.put(name, value(what, module, key));
      }
      (what.isCall() ? calls : blocks)
          .put(
              what.name(),
              switch (shape(what)) {
                case SINGLE -> byKey.firstEntry().getValue();
                case COUNT -> new Value.Tuple(List.copyOf(byKey.values()));
                case FOR_EACH -> new Value.Obj(byKey);
              });
    }
    SequencedMap<String, Value> all = new LinkedHashMap<>();
    all.put("resources", new Value.Obj(blocks));
    all.put("modules", new Value.Obj(calls));
    return new Value.Obj(all);
  }

  private Value value(Declared what, ModuleInstance module, @Nullable InstanceKey key) {
    if (what.isCall()) {
      return values(module.child(what.name(), key));
    }
    EarlierObject any = layout.objects(what).getFirst();
    Address address = any.row().address();
    EarlierObject object =
        earlier
            .wanted()
            .get(new Address(module, address.mode(), address.type(), address.name(), key));
    if (object == null) {
      throw new IllegalStateException(what + " has no instance " + key + " in " + module);
    }
    return new Value.Obj(object.arguments());
  }

  private Shape shape(Declared what) {
    Shape shape = layout.shape(what);
    if (shape == null) {
      throw new IllegalStateException(what + " cannot be declared");
    }
    return shape;
  }

  /**
   * The files.
   *
   * @param settings what stands in the root's {@code terraform} block
   */
  public SourceSnapshot sources(ObjectNode settings) {
    SortedMap<String, String> files = new TreeMap<>();
    SequencedMap<ModulePath, String> directories = new LinkedHashMap<>();
    for (ModulePath module : layout.modules()) {
      ObjectNode text = JSON.objectNode();
      text.putObject("variable").putObject(VARIABLE);
      if (module.isRoot()) {
        text.set("terraform", settings);
        providers.forEach((key, values) -> provider(key, values, text));
        outputs(text);
      }
      layout.in(module).forEach(what -> declare(what, text));
      String directory = String.join("/", module.calls());
      directories.put(module, directory);
      files.put((module.isRoot() ? "" : directory + "/") + FILE, text.toPrettyString());
    }
    return new SourceSnapshot(files, directories);
  }

  private static void provider(String key, ProviderSettings settings, ObjectNode text) {
    ProviderAddress address = ProviderAddress.parse(key);
    ObjectNode block =
        text.withObjectProperty("provider").withArrayProperty(address.type()).addObject();
    if (address.alias() != null) {
      block.put("alias", address.alias());
    }
    settings
        .value()
        .values()
        .forEach(
            (name, value) -> {
              Schema.Block nested = settings.schema().blocks().get(name);
              if (nested != null) {
                dynamic(nested, path("providers", key) + "." + name, block);
              } else if (!value.isNull()) {
                block.put(name, template(path("providers", key) + "." + name));
              }
            });
  }

  private void outputs(ObjectNode text) {
    earlier
        .outputs()
        .forEach(
            (name, value) -> {
              ObjectNode output = text.withObjectProperty("output").putObject(name);
              String recorded = path("outputs", name);
              output.put(
                  "value", template(earlier.outputReferences().getOrDefault(name, recorded)));
              if (value.containsSensitive()) {
                output.put("sensitive", true);
              }
            });
  }

  private void declare(Declared what, ObjectNode text) {
    Shape shape = shape(what);
    String all = path(what.isCall() ? "modules" : "resources", what.name());
    ObjectNode block = what.isCall() ? call(what, text) : resource(what, text);
    switch (shape) {
      case SINGLE -> {}
      case COUNT -> block.put("count", template("length(" + all + ")"));
      case FOR_EACH -> block.put("for_each", template("toset(keys(" + all + "))"));
    }
    String one = all + shape.selection();
    if (what.isCall()) {
      block.put(VARIABLE, template(one));
    } else {
      arguments(layout.objects(what), shape, one, block);
    }
  }

  private static ObjectNode call(Declared what, ObjectNode text) {
    ObjectNode block = text.withObjectProperty("module").putObject(what.name());
    block.put("source", "./" + what.name());
    return block;
  }

  private ObjectNode resource(Declared what, ObjectNode text) {
    EarlierObject first = layout.objects(what).getFirst();
    Address address = first.row().address();
    ObjectNode block =
        text.withObjectProperty("resource")
            .withObjectProperty(address.type())
            .putObject(address.name());
    if (address.module().isRoot()) {
      block.put("provider", first.row().provider());
    }
    if (first.row().createBeforeDestroy()) {
      block.putObject("lifecycle").put("create_before_destroy", true);
    }
    ArrayNode dependencies = block.putArray("depends_on");
    for (String recorded : first.row().dependencies()) {
      Address dependency = Address.parse(recorded);
      if (dependency != null && layout.contains(Declared.block(dependency))) {
        Declared other = Declared.block(dependency);
        if (other.module().equals(what.module())) {
          dependencies.add(other.name());
        }
      }
    }
    return block;
  }

  private static void arguments(
      List<EarlierObject> objects, Shape shape, String one, ObjectNode block) {
    Schema schema = objects.getFirst().schema();
    for (String name : objects.getFirst().arguments().keySet()) {
      if (objects.stream().noneMatch(object -> object.says(name))) {
        continue;
      }
      Schema.Block nested = schema.blocks().get(name);
      if (nested == null) {
        block.put(name, template(argument(name, objects, shape, one)));
      } else {
        dynamic(nested, one + "." + name, block);
      }
    }
  }

  /** What an argument of all instances is: their recorded values, or what these refer to now. */
  private static String argument(
      String name, List<EarlierObject> objects, Shape shape, String one) {
    if (objects.stream().noneMatch(object -> object.references().containsKey(name))) {
      return one + "." + name;
    }
    List<String> values = new ArrayList<>();
    for (EarlierObject object : objects) {
      InstanceKey key = object.row().address().key();
      String own = key == null ? "" : index(key);
      String all = one.substring(0, one.length() - shape.selection().length());
      String value = object.references().getOrDefault(name, all + own + "." + name);
      values.add(
          shape == Shape.FOR_EACH ? own.substring(1, own.length() - 1) + " = " + value : value);
    }
    String each = String.join(", ", values);
    return switch (shape) {
      case SINGLE -> each;
      case COUNT -> "[" + each + "]" + shape.selection();
      case FOR_EACH -> "{" + each + "}" + shape.selection();
    };
  }

  private static void dynamic(Schema.Block nested, String all, ObjectNode block) {
    ObjectNode dynamic = block.withObjectProperty("dynamic").putObject(nested.name());
    dynamic.put("for_each", template(all));
    ObjectNode content = dynamic.putObject("content");
    String one = nested.name() + ".value.";
    for (Schema.Attribute attribute : nested.schema().attributes().values()) {
      if (attribute.isConfigurable()) {
        content.put(attribute.name(), template(one + attribute.name()));
      }
    }
    for (Schema.Block inner : nested.schema().blocks().values()) {
      dynamic(inner, one + inner.name(), content);
    }
  }

  private static String path(String part, String name) {
    return "var." + VARIABLE + "." + part + index(new InstanceKey.Name(name));
  }

  /** A key as an expression has it, in which nothing is a template. */
  private static String index(InstanceKey key) {
    return key.toString().replace("${", "$${").replace("%{", "%%{");
  }

  private static String template(String expression) {
    return "${" + expression + "}";
  }
}
