package io.planform.planner.cli.project;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.RequiredProvider;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;

/** Where the state is and where providers come from, for a configuration in Terraform's JSON. */
public final class TerraformBlock {
  private TerraformBlock() {}

  /**
   * @param root whose backend can be opened
   */
  public static ObjectNode of(Configuration root) {
    ObjectNode block = JsonNodeFactory.instance.objectNode();
    Configuration.Backend backend = root.settings().backend();
    if (backend != null) {
      ObjectNode arguments = block.putObject("backend").putObject(backend.type());
      for (Body.Argument argument : backend.body().arguments().values()) {
        Value value = argument.expression().evaluate(new ConstantScope(), new Diagnostics());
        if (value instanceof Value.Str(String text)) {
          arguments.put(argument.name(), text.replace("${", "$${").replace("%{", "%%{"));
        }
      }
    }
    for (RequiredProvider required : root.settings().requiredProviders().values()) {
      block
          .withObjectProperty("required_providers")
          .putObject(required.type())
          .put("source", required.source().toString());
    }
    return block;
  }
}
