package io.planform.planner.config;

import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.config.Configuration.Local;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scanner;
import io.planform.planner.lang.StaticExpression;
import io.planform.planner.lang.TypeConstraint;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a configuration of what the files of a directory hold, whatever language they are in. */
public final class ConfigurationBuilder {
  private static final Map<String, String> NOT_BUILT =
      Map.of(
          "module", "Put the resources of the module into this directory.",
          "moved", "Use the command \"state mv\" to rename what exists.",
          "removed", "Use the command \"state rm\" to let go of what exists.",
          "import", "Use the command \"import\" to adopt what exists.",
          "check", "Use \"validation\" in a variable.",
          "ephemeral", "Use a data source or a sensitive variable.");

  private static final Set<String> BLOCKS =
      Set.of("resource", "data", "variable", "output", "locals", "provider", "terraform");

  private static final Set<String> RESERVED_VARIABLES =
      Set.of(
          "count",
          "depends_on",
          "for_each",
          "lifecycle",
          "locals",
          "providers",
          "source",
          "version");

  private final Diagnostics diagnostics;
  private final SequencedMap<String, Variable> variables = new LinkedHashMap<>();
  private final SequencedMap<String, Local> locals = new LinkedHashMap<>();
  private final SequencedMap<String, Output> outputs = new LinkedHashMap<>();
  private final SequencedMap<String, ProviderBlock> providers = new LinkedHashMap<>();
  private final SequencedMap<String, Resource> resources = new LinkedHashMap<>();
  private final SettingsReader settings;

  public ConfigurationBuilder(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
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
        directory, variables, locals, outputs, providers, resources, settings.settings());
  }

  private void block(Body.Block block) {
    switch (block.type()) {
      case "resource" -> resource(block, Configuration.Mode.MANAGED);
      case "data" -> resource(block, Configuration.Mode.DATA);
      case "variable" -> variable(block);
      case "output" -> output(block);
      case "locals" -> locals(block);
      case "provider" -> provider(block);
      case "terraform" -> {
        if (labelled(block)) {
          settings.read(block.body());
        }
      }
      default -> {
        String instead = NOT_BUILT.get(block.type());
        diagnostics.add(
            instead == null
                ? BodyReader.unsupportedBlock(block, Set.of(), BLOCKS)
                : NotBuilt.error("\"" + block.type() + "\" blocks", instead, block.range()));
      }
    }
  }

  /** Whether a block has just the labels it needs; that they are names is checked as well. */
  private boolean labelled(Body.Block block, String... meanings) {
    if (block.labels().size() < meanings.length) {
      diagnostics.add(
          Diagnostic.error(
              "Missing " + meanings[block.labels().size()] + " for " + block.type(),
              "A \""
                  + block.type()
                  + "\" block has "
                  + meanings.length
                  + (meanings.length == 1 ? " label: its " : " labels: its ")
                  + String.join(" and its ", meanings)
                  + ".",
              block.range()));
      return false;
    }
    if (block.labels().size() > meanings.length) {
      diagnostics.add(
          Diagnostic.error(
              "Extraneous label for " + block.type(),
              meanings.length == 0
                  ? "A \"" + block.type() + "\" block has no labels."
                  : "A \""
                      + block.type()
                      + "\" block has only its "
                      + String.join(" and its ", meanings)
                      + " as labels.",
              block.labelRanges().get(meanings.length)));
      return false;
    }
    for (int i = 0; i < meanings.length; i++) {
      if (!Scanner.isIdentifier(block.labels().get(i))) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid " + meanings[i],
                "A "
                    + meanings[i]
                    + " starts with a letter or underscore and has only letters, digits,"
                    + " underscores and dashes.",
                block.labelRanges().get(i)));
        return false;
      }
    }
    return true;
  }

  private <T> void declare(
      SequencedMap<String, T> all, String key, T declared, String what, Place<T> place) {
    T first = all.putIfAbsent(key, declared);
    if (first != null) {
      SourceRange at = place.of(first);
      diagnostics.add(
          Diagnostic.error(
              "Duplicate " + what,
              "\""
                  + key
                  + "\" was already declared at "
                  + at.file()
                  + ":"
                  + at.start().line()
                  + ":"
                  + at.start().column()
                  + ".",
              place.of(declared)));
    }
  }

  private interface Place<T> {
    SourceRange of(T declared);
  }

  private void variable(Body.Block block) {
    if (!labelled(block, "name")) {
      return;
    }
    String name = block.labels().getFirst();
    if (RESERVED_VARIABLES.contains(name)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid variable name",
              "The variable name \"" + name + "\" is reserved.",
              block.labelRanges().getFirst()));
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Expression type = body.expression("type");
    Variable variable =
        new Variable(
            name,
            type == null ? TypeConstraint.ANY : TypeConstraint.parse(type, diagnostics),
            body.expression("default"),
            body.text("description", ""),
            body.bool("sensitive", false),
            body.bool("nullable", true),
            conditions(body, "validation"),
            block.range());
    if (body.bool("ephemeral", false)) {
      diagnostics.add(
          NotBuilt.error("ephemeral variables", "Mark it as sensitive instead.", block.range()));
    }
    body.end();
    declare(variables, name, variable, "variable declaration", Variable::range);
  }

  private List<Condition> conditions(BodyReader body, String type) {
    List<Condition> conditions = new ArrayList<>();
    for (Body.Block block : body.blocks(type)) {
      BodyReader rule = new BodyReader(block.body(), diagnostics);
      Expression condition = rule.required("condition");
      Expression message = rule.required("error_message");
      rule.end();
      if (condition != null && message != null) {
        conditions.add(new Condition(condition, message, block.range()));
      }
    }
    return conditions;
  }

  private void output(Body.Block block) {
    if (!labelled(block, "name")) {
      return;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Expression value = body.required("value");
    String description = body.text("description", "");
    boolean sensitive = body.bool("sensitive", false);
    List<Reference> dependsOn = references(body, "depends_on");
    body.refuse("precondition", "Use \"validation\" in a variable.");
    if (body.bool("ephemeral", false)) {
      diagnostics.add(
          NotBuilt.error("ephemeral outputs", "Mark it as sensitive instead.", block.range()));
    }
    body.end();
    if (value != null) {
      String name = block.labels().getFirst();
      declare(
          outputs,
          name,
          new Output(name, value, description, sensitive, dependsOn, block.range()),
          "output definition",
          Output::range);
    }
  }

  private List<Reference> references(BodyReader body, String name) {
    Expression expression = body.expression(name);
    return expression == null ? List.of() : StaticExpression.references(expression, diagnostics);
  }

  private void locals(Body.Block block) {
    if (!labelled(block)) {
      return;
    }
    for (Body.Argument argument : block.body().arguments().values()) {
      declare(
          locals,
          argument.name(),
          new Local(argument.name(), argument.expression(), argument.nameRange()),
          "local value definition",
          Local::range);
    }
    for (Body.Block nested : block.body().blocks()) {
      diagnostics.add(
          Diagnostic.error(
              "Unsupported block type",
              "Local values are arguments: write \"" + nested.type() + " = { … }\".",
              nested.range()));
    }
  }

  private void provider(Body.Block block) {
    if (!labelled(block, "name")) {
      return;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    String alias = body.text("alias", "");
    // Old manifests say here which version they want; required_providers is the place for it.
    body.text("version", "");
    body.refuse("assume_role", "Give the provider its credentials by the environment.");
    String type = block.labels().getFirst();
    ProviderBlock provider =
        new ProviderBlock(type, alias.isEmpty() ? null : alias, body.rest(), block.range());
    declare(
        providers,
        alias.isEmpty() ? type : type + "." + alias,
        provider,
        "provider configuration",
        ProviderBlock::range);
  }

  private void resource(Body.Block block, Configuration.Mode mode) {
    if (!labelled(block, "type", "name")) {
      return;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Expression count = body.expression("count");
    Expression forEach = body.expression("for_each");
    if (count != null && forEach != null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid combination of \"count\" and \"for_each\"",
              "The two are exclusive: a block has one of them or none.",
              forEach.range()));
    }
    List<Reference> dependsOn = references(body, "depends_on");
    String provider = provider(body);
    Body.Block lifecycle = body.block("lifecycle");
    body.refuse(
        "provisioner", "Put the work into the function's code or a script after the apply.");
    body.refuse("connection", "It belongs to provisioners.");
    refuseDynamic(block.body());
    Resource resource =
        new Resource(
            mode,
            block.labels().get(0),
            block.labels().get(1),
            body.rest().without(Set.of("dynamic")),
            count,
            forEach,
            dependsOn,
            provider,
            lifecycle == null
                ? Configuration.Lifecycle.DEFAULT
                : new LifecycleReader(diagnostics).read(lifecycle.body(), mode),
            block.range());
    String what = mode == Configuration.Mode.DATA ? "data configuration" : "resource configuration";
    declare(resources, resource.key(), resource, what, Resource::range);
  }

  private void refuseDynamic(Body body) {
    for (Body.Block block : body.blocks()) {
      if (block.type().equals("dynamic")) {
        diagnostics.add(
            NotBuilt.error("\"dynamic\" blocks", "Write the blocks out.", block.range()));
      } else {
        refuseDynamic(block.body());
      }
    }
  }

  private @Nullable String provider(BodyReader body) {
    Expression expression = body.expression("provider");
    if (expression == null) {
      return null;
    }
    Reference reference = StaticExpression.reference(expression);
    String text = StaticExpression.text(expression);
    if (reference != null && reference.steps().isEmpty()) {
      return reference.root();
    }
    if (reference != null
        && reference.steps().size() == 1
        && reference.steps().getFirst() instanceof Reference.Attribute(String alias, _)) {
      return reference.root() + "." + alias;
    }
    if (text != null) {
      return text;
    }
    diagnostics.add(
        Diagnostic.error(
            "Invalid provider reference",
            "A provider is named without quotes: its name, or its name, a dot and the alias.",
            expression.range()));
    return null;
  }
}
