package io.planform.planner.render.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.planner.config.Configuration.RequiredProvider;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.config.Provisioner;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.spi.value.Value;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A configuration as a plan's {@code configuration} has it: what is declared, not evaluated. */
final class ConfigurationJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ConfigurationTree tree;
  private final ProviderNames providers;
  private final ConstantValues constants = new ConstantValues();

  ConfigurationJson(ConfigurationTree tree, ProviderNames providers) {
    this.tree = tree;
    this.providers = providers;
  }

  ObjectNode document() {
    ObjectNode document = JSON.objectNode();
    ObjectNode configured = providers();
    if (!configured.isEmpty()) {
      document.set("provider_config", configured);
    }
    document.set("root_module", module(ModulePath.ROOT));
    return document;
  }

  private ObjectNode providers() {
    Map<String, ProviderAddress> used = new TreeMap<>();
    tree.modules()
        .forEach(
            (path, module) ->
                module
                    .resources()
                    .values()
                    .forEach(
                        block -> {
                          ProviderAddress address = tree.providers().of(path, block);
                          used.put(key(address), address);
                        }));
    tree.providers().blocks().keySet().forEach(address -> used.put(key(address), address));
    ObjectNode all = JSON.objectNode();
    used.forEach((key, address) -> provider(address, all.putObject(key)));
    return all;
  }

  private static String key(ProviderAddress address) {
    return address.module().isRoot() ? address.name() : address.module() + ":" + address.name();
  }

  private void provider(ProviderAddress address, ObjectNode provider) {
    provider.put("name", address.type());
    provider.put("full_name", providers.of(address.toString()));
    if (address.alias() != null) {
      provider.put("alias", address.alias());
    }
    Configuration module = tree.module(address.module());
    RequiredProvider required =
        module == null ? null : module.settings().requiredProviders().get(address.type());
    if (required != null && !required.version().terms().isEmpty()) {
      provider.put("version_constraint", required.version().toString());
    }
    if (!address.module().isRoot()) {
      provider.put("module_address", address.module().toString());
    }
    ProviderBlock block = tree.providers().blocks().get(address);
    if (block != null) {
      ObjectNode expressions = body(block.body());
      if (!expressions.isEmpty()) {
        provider.set("expressions", expressions);
      }
    }
  }

  private ObjectNode module(ModulePath path) {
    ObjectNode document = JSON.objectNode();
    Configuration module = tree.module(path);
    if (module == null) {
      return document;
    }
    if (!module.outputs().isEmpty()) {
      ObjectNode outputs = document.putObject("outputs");
      module.outputs().values().forEach(output -> output(output, outputs.putObject(output.name())));
    }
    if (!module.resources().isEmpty()) {
      ArrayNode resources = document.putArray("resources");
      module.resources().values().stream()
          .sorted(Comparator.comparing(Resource::mode).thenComparing(Resource::key))
          .forEach(block -> resource(path, block, resources.addObject()));
    }
    if (!module.calls().isEmpty()) {
      ObjectNode calls = document.putObject("module_calls");
      module.calls().forEach((name, call) -> call(call, path.child(name), calls.putObject(name)));
    }
    if (!module.variables().isEmpty()) {
      ObjectNode variables = document.putObject("variables");
      module.variables().forEach((name, variable) -> variable(variable, variables.putObject(name)));
    }
    return document;
  }

  private void output(Output output, ObjectNode document) {
    if (output.sensitive()) {
      document.put("sensitive", true);
    }
    document.set("expression", expression(output.value()));
    if (!output.description().isEmpty()) {
      document.put("description", output.description());
    }
    dependsOn(output.dependsOn(), document);
  }

  private void variable(Variable variable, ObjectNode document) {
    Expression fallback = variable.defaultValue();
    Value value = fallback == null ? null : constants.of(fallback);
    if (value != null) {
      document.set("default", ValueShapes.known(value));
    }
    if (!variable.description().isEmpty()) {
      document.put("description", variable.description());
    }
    if (variable.sensitive()) {
      document.put("sensitive", true);
    }
  }

  private void call(ModuleCall call, ModulePath path, ObjectNode document) {
    document.put("source", call.source());
    ObjectNode arguments = body(call.arguments());
    if (!arguments.isEmpty()) {
      document.set("expressions", arguments);
    }
    repetition(call.count(), call.forEach(), document);
    document.set("module", module(path));
    if (!call.version().isEmpty()) {
      document.put("version_constraint", call.version());
    }
    dependsOn(call.dependsOn(), document);
  }

  private void resource(ModulePath path, Resource block, ObjectNode document) {
    document.put("address", block.key());
    document.put("mode", block.mode() == Mode.MANAGED ? "managed" : block.mode().block());
    document.put("type", block.type());
    document.put("name", block.name());
    ProviderAddress provider = tree.providers().of(path, block);
    document.put("provider_config_key", key(provider));
    if (!block.provisioners().isEmpty()) {
      ArrayNode provisioners = document.putArray("provisioners");
      block.provisioners().forEach(each -> provisioner(each, provisioners.addObject()));
    }
    ObjectNode expressions = body(block.body());
    if (!expressions.isEmpty()) {
      document.set("expressions", expressions);
    }
    document.put(
        "schema_version",
        providers.schemaVersion(provider.toString(), Address.of(ModuleInstance.ROOT, block, null)));
    repetition(block.count(), block.forEach(), document);
    dependsOn(block.dependsOn(), document);
  }

  private void provisioner(Provisioner provisioner, ObjectNode document) {
    document.put("type", provisioner.type());
    ObjectNode expressions = body(provisioner.body());
    if (!expressions.isEmpty()) {
      document.set("expressions", expressions);
    }
  }

  private void repetition(
      @Nullable Expression count, @Nullable Expression forEach, ObjectNode document) {
    put("count_expression", count, document);
    put("for_each_expression", forEach, document);
  }

  /** One of which nothing is known before it is evaluated is left out. */
  private void put(String name, @Nullable Expression expression, ObjectNode document) {
    JsonNode known = expression == null ? JSON.objectNode() : expression(expression);
    if (!known.isEmpty()) {
      document.set(name, known);
    }
  }

  private static void dependsOn(List<Reference> references, ObjectNode document) {
    if (!references.isEmpty()) {
      ArrayNode names = document.putArray("depends_on");
      references.forEach(reference -> names.add(References.text(reference)));
    }
  }

  private ObjectNode body(Body body) {
    ObjectNode document = JSON.objectNode();
    body.arguments()
        .forEach((name, argument) -> document.set(name, expression(argument.expression())));
    for (Body.Block block : body.blocks()) {
      ArrayNode blocks =
          document.get(block.type()) instanceof ArrayNode array
              ? array
              : document.putArray(block.type());
      blocks.add(body(block.body()));
    }
    return document;
  }

  private JsonNode expression(Expression expression) {
    ObjectNode document = JSON.objectNode();
    List<Reference> references = expression.references();
    if (!references.isEmpty()) {
      Set<String> names = new LinkedHashSet<>();
      references.forEach(reference -> names.addAll(References.withParents(reference)));
      ArrayNode all = document.putArray("references");
      names.forEach(all::add);
      return document;
    }
    Value value = constants.of(expression);
    if (value != null) {
      document.set("constant_value", ValueShapes.known(value));
    }
    return document;
  }
}
