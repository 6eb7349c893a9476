package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Check;
import io.planform.planner.config.Configuration.Local;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.Configuration.Variable;
import io.planform.spi.diagnostic.Diagnostics;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a configuration of what the files of a directory hold, whatever language they are in. */
public final class ConfigurationBuilder {
  private static final Set<String> BLOCKS =
      Set.of(
          "resource",
          "data",
          "ephemeral",
          "variable",
          "output",
          "locals",
          "provider",
          "module",
          "terraform",
          "check",
          "moved",
          "removed",
          "import");

  private final Diagnostics diagnostics;
  private final Declarations<Variable> variables;
  private final Declarations<Local> locals;
  private final Declarations<Output> outputs;
  private final Declarations<ProviderBlock> providers;
  private final Declarations<Resource> resources;
  private final Declarations<Check> checks;
  private final Declarations<ModuleCall> calls;
  private final RefactoringReader refactoring;
  private final SettingsReader settings;

  public ConfigurationBuilder(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.variables =
        new Declarations<>("variable declaration", Variable::name, Variable::range, diagnostics);
    this.locals =
        new Declarations<>("local value definition", Local::name, Local::range, diagnostics);
    this.outputs =
        new Declarations<>("output definition", Output::name, Output::range, diagnostics);
    this.providers =
        new Declarations<>(
            "provider configuration", ProviderBlock::key, ProviderBlock::range, diagnostics);
    this.resources =
        new Declarations<>(
            resource -> resource.mode().block() + " configuration",
            Resource::key,
            Resource::range,
            diagnostics);
    this.checks = new Declarations<>("check configuration", Check::name, Check::range, diagnostics);
    this.calls =
        new Declarations<>("module call", ModuleCall::name, ModuleCall::range, diagnostics);
    this.refactoring = new RefactoringReader(diagnostics);
    this.settings = new SettingsReader(diagnostics);
  }

  /** Adds what one file holds. */
  public void add(Body file) {
    for (Body.Argument argument : file.arguments().values()) {
      diagnostics.add(BodyReader.unsupportedArgument(argument, Set.of(), BLOCKS));
    }
    file.blocks().forEach(this::block);
  }

  public Configuration build(Path directory) {
    return new Configuration(
        directory,
        variables.byName(),
        locals.byName(),
        outputs.byName(),
        providers.byName(),
        resources.byName(),
        checks.byName(),
        calls.byName(),
        refactoring.refactoring(),
        settings.settings());
  }

  private void check(CheckReader.@Nullable Read read) {
    if (read != null) {
      resources.add(read.data());
      checks.add(read.check());
    }
  }

  private void block(Body.Block block) {
    switch (block.type()) {
      case "resource" ->
          resources.add(new ResourceReader(diagnostics).read(block, Configuration.Mode.MANAGED));
      case "data" ->
          resources.add(new ResourceReader(diagnostics).read(block, Configuration.Mode.DATA));
      case "ephemeral" ->
          resources.add(new ResourceReader(diagnostics).read(block, Configuration.Mode.EPHEMERAL));
      case "variable" -> variables.add(new VariableReader(diagnostics).read(block));
      case "output" -> outputs.add(new OutputReader(diagnostics).read(block));
      case "locals" -> new LocalsReader(diagnostics).read(block).forEach(locals::add);
      case "provider" -> providers.add(new ProviderReader(diagnostics).read(block));
      case "module" -> calls.add(new ModuleCallReader(diagnostics).read(block));
      case "terraform" -> settings.read(block);
      case "moved" -> refactoring.moved(block);
      case "removed" -> refactoring.removed(block);
      case "import" -> refactoring.imported(block);
      case "check" -> check(new CheckReader(diagnostics).read(block));
      default -> diagnostics.add(BodyReader.unsupportedBlock(block, Set.of(), BLOCKS));
    }
  }
}
