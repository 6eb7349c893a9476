package io.planform.planner.cli.project;

import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.SourceSnapshot;
import io.planform.planner.config.block.SchemaDecoder;
import io.planform.planner.graph.ConfigurationGraph;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.lang.SourceText;
import io.planform.planner.lang.file.Disk;
import io.planform.planner.lang.file.FileAccess;
import io.planform.planner.manifest.ConfigurationLoader;
import io.planform.planner.manifest.EphemeralInputs;
import io.planform.planner.manifest.InputValues;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.ModuleScope;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.evaluation.RunContext;
import io.planform.planner.saved.SavedPlan;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import io.planform.store.state.StoreAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** A root module on the command line: its configuration with its inputs, and its state. */
public final class Project {
  private final Shell shell;
  private final ConfigurationTree tree;
  private final Graph<NodeKey> graph;
  private final SequencedMap<String, Value> inputs;
  private final Set<String> given;
  private final Map<String, SourceText> sources;

  private final SourceSnapshot snapshot;
  private final Instant planTime;

  private Project(
      Shell shell,
      ConfigurationLoader.Loaded loaded,
      Graph<NodeKey> graph,
      SequencedMap<String, Value> inputs,
      Set<String> given,
      Map<String, SourceText> sources,
      Instant planTime) {
    this.shell = shell;
    this.tree = loaded.tree();
    this.graph = graph;
    this.inputs = inputs;
    this.given = given;
    this.sources = sources;
    this.snapshot = loaded.snapshot();
    this.planTime = planTime;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** What a plan was made from, as it was then. Problems are reported; then the answer is null. */
  public static @Nullable Project of(SavedPlan saved, Shell shell) {
    return of(saved, shell, (_, _) -> saved.inputs());
  }

  /**
   * As {@link #of(SavedPlan, Shell)}, with the values of ephemeral variables given again.
   *
   * @param options that give them
   */
  public static @Nullable Project of(
      SavedPlan saved, List<InputValues.Option> options, Shell shell) {
    return of(
        saved,
        shell,
        (root, diagnostics) -> {
          SequencedMap<String, Value> inputs = new LinkedHashMap<>(saved.inputs());
          inputs.putAll(
              EphemeralInputs.resolve(
                      root, saved.ephemeralInputs(), shell.environment(), options, diagnostics)
                  .values());
          return inputs;
        });
  }

  /**
   * A configuration that was written for a plan.
   *
   * @param variable of its root module
   */
  public static @Nullable Project of(
      Shell shell, SourceSnapshot sources, String variable, Value value) {
    SequencedMap<String, Value> inputs = new LinkedHashMap<>();
    inputs.put(variable, value);
    return of(sources, Set.of(), now(), shell, (_, _) -> inputs);
  }

  /** Tells the inputs of a configuration. */
  @FunctionalInterface
  private interface Inputs {
    SequencedMap<String, Value> of(Configuration root, Diagnostics diagnostics);
  }

  private static @Nullable Project of(SavedPlan saved, Shell shell, Inputs inputs) {
    return of(saved.sources(), saved.ephemeralInputs(), saved.planTime(), shell, inputs);
  }

  private static @Nullable Project of(
      SourceSnapshot sources, Set<String> given, Instant planTime, Shell shell, Inputs inputs) {
    Diagnostics diagnostics = new Diagnostics();
    ConfigurationLoader.Loaded loaded =
        ConfigurationLoader.load(shell.directory(), sources, diagnostics);
    Project project = null;
    if (!diagnostics.hasErrors()) {
      Graph<NodeKey> graph = ConfigurationGraph.of(loaded.tree(), diagnostics);
      project =
          new Project(
              shell,
              loaded,
              graph,
              inputs.of(loaded.tree().root(), diagnostics),
              given,
              loaded.sources(),
              planTime);
    }
    shell.report(diagnostics.toList(), loaded.sources());
    return diagnostics.hasErrors() ? null : project;
  }

  /** Reads the shell's directory. Problems are reported; after errors the answer is null. */
  public static @Nullable Project load(Shell shell, ParseResult arguments) {
    return load(shell, Flags.inputs(arguments), prompt(shell, arguments));
  }

  private static InputValues.Prompt prompt(Shell shell, ParseResult arguments) {
    boolean asks = Flags.asks(arguments, shell) && shell.terminal().interactive();
    return asks ? new VariablePrompt(shell) : InputValues.Prompt.NOBODY;
  }

  public static @Nullable Project load(
      Shell shell, List<InputValues.Option> options, InputValues.Prompt prompt) {
    return load(shell, options, prompt, prompt != InputValues.Prompt.LATER);
  }

  /**
   * @param required whether the directory must have manifests
   */
  private static @Nullable Project load(
      Shell shell, List<InputValues.Option> options, InputValues.Prompt prompt, boolean required) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, SourceText> sources = new HashMap<>();
    Project project = load(shell, options, prompt, required, diagnostics, sources);
    shell.report(diagnostics.toList(), sources);
    return diagnostics.hasErrors() ? null : project;
  }

  /**
   * As {@link #load}, for a look at values: what nobody gives a variable is unknown, and the
   * directory may be empty.
   */
  public static @Nullable Project asFarAsKnown(Shell shell, ParseResult arguments) {
    return load(shell, Flags.inputs(arguments), InputValues.Prompt.LATER);
  }

  /** As {@link #load}, for what needs no manifest: the directory may be empty. */
  public static @Nullable Project loadAny(Shell shell, ParseResult arguments) {
    return load(shell, Flags.inputs(arguments), prompt(shell, arguments), false);
  }

  /**
   * As {@link #load}, with every input variable unknown. Problems are left to the caller to report.
   *
   * @param sources takes the texts that were read
   */
  public static @Nullable Project withoutInputs(
      Shell shell, Diagnostics diagnostics, Map<String, SourceText> sources) {
    ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(shell.directory(), diagnostics);
    sources.putAll(loaded.sources());
    Project project = null;
    if (!diagnostics.hasErrors()) {
      ConfigurationTree tree = loaded.tree();
      SequencedMap<String, Value> unknown = new LinkedHashMap<>();
      tree.root()
          .variables()
          .forEach(
              (name, variable) ->
                  unknown.put(name, new Value.Unknown(variable.type()).marked(variable.marks())));
      Graph<NodeKey> graph = ConfigurationGraph.of(tree, diagnostics);
      project = new Project(shell, loaded, graph, unknown, Set.of(), loaded.sources(), now());
    }
    return diagnostics.hasErrors() ? null : project;
  }

  /** As {@link #load}, with every input variable unknown. */
  public static @Nullable Project withoutInputs(Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, SourceText> sources = new HashMap<>();
    Project project = withoutInputs(shell, diagnostics, sources);
    shell.report(diagnostics.toList(), sources);
    return project;
  }

  private static @Nullable Project load(
      Shell shell,
      List<InputValues.Option> options,
      InputValues.Prompt prompt,
      boolean required,
      Diagnostics diagnostics,
      Map<String, SourceText> sources) {
    ConfigurationLoader.Loaded loaded =
        required
            ? ConfigurationLoader.load(shell.directory(), diagnostics)
            : ConfigurationLoader.loadAny(shell.directory(), diagnostics);
    sources.putAll(loaded.sources());
    if (diagnostics.hasErrors()) {
      return null;
    }
    ConfigurationTree tree = loaded.tree();
    Graph<NodeKey> graph = ConfigurationGraph.of(tree, diagnostics);
    InputValues.Assigned inputs =
        InputValues.resolve(tree.root(), shell.environment(), options, prompt, diagnostics);
    sources.putAll(inputs.sources());
    return new Project(shell, loaded, graph, inputs.values(), inputs.given(), sources, now());
  }

  /** The same with one more file. Problems are reported; after errors the answer is null. */
  public @Nullable Project with(String file, String text) {
    SortedMap<String, String> files = new TreeMap<>(snapshot.files());
    files.put(file, text);
    Diagnostics diagnostics = new Diagnostics();
    ConfigurationLoader.Loaded loaded =
        ConfigurationLoader.load(
            shell.directory(), new SourceSnapshot(files, snapshot.directories()), diagnostics);
    Map<String, SourceText> all = new HashMap<>(sources);
    all.putAll(loaded.sources());
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList(), all);
      return null;
    }
    Graph<NodeKey> whole = ConfigurationGraph.of(loaded.tree(), new Diagnostics());
    return new Project(shell, loaded, whole, inputs, given, all, planTime);
  }

  public void report(List<Diagnostic> diagnostics) {
    shell.report(diagnostics, sources);
  }

  public Configuration configuration() {
    return tree.root();
  }

  public ConfigurationTree tree() {
    return tree;
  }

  public Graph<NodeKey> graph() {
    return graph;
  }

  /** A plan with all that it was made from. */
  public SavedPlan saved(Plan plan, PlanRequest request, Snapshot prior) {
    SequencedMap<String, Value> lasting = new LinkedHashMap<>(inputs);
    Set<String> ephemeral = new TreeSet<>();
    for (Configuration.Variable variable : tree.root().variables().values()) {
      if (variable.ephemeral()) {
        lasting.remove(variable.name());
        ephemeral.add(variable.name());
      }
    }
    ephemeral.retainAll(given);
    return new SavedPlan(plan, request, workspace(), planTime, snapshot, lasting, ephemeral, prior);
  }

  /** A fresh evaluation; its providers are to be closed. */
  public Evaluation evaluation() {
    return evaluation(new Disk(shell.directory()));
  }

  /**
   * As {@link #evaluation()}.
   *
   * @param files that functions read
   */
  public Evaluation evaluation(FileAccess files) {
    Providers providers = new Providers(shell.providers());
    ModuleScope scope =
        new ModuleScope(
            new RunContext(shell.directory(), workspace(), tree, providers, planTime, files));
    inputs.forEach((name, value) -> scope.put(NodeKey.variable(ModulePath.ROOT, name), value));
    return new Evaluation(
        tree,
        scope,
        providers,
        SchemaDecoder::decode,
        new Provider.Environment(shell.environment(), shell.home(), shell.directory()));
  }

  public String workspace() {
    return workspace(shell);
  }

  public static String workspace(Shell shell) {
    return Workspace.selected(shell);
  }

  /** Opens the state, if there is one; null also after a reported error. */
  public @Nullable StateStore openExistingState() {
    return StateLocation.of(tree.root(), shell, new Diagnostics())
                instanceof StoreAddress.SqliteFile(Path file)
            && !Files.exists(file)
        ? null
        : openState();
  }

  /** Opens the state for one use; {@link ExitCode#ERROR} after a reported error. */
  public int withState(StateReading.Use use) {
    try (StateStore store = openState()) {
      return store == null ? ExitCode.ERROR : use.with(store);
    } catch (StoreException e) {
      shell.report(Diagnostic.error("The state cannot be used", String.valueOf(e.getMessage())));
      return ExitCode.ERROR;
    }
  }

  /** Opens the state; null after a reported error. */
  public @Nullable StateStore openState() {
    return openState(StateHome.of(tree.root().directory()));
  }

  /** As {@link #openState()}, where the manifests' directory is not the place for a state. */
  public @Nullable StateStore openState(StateHome home) {
    Diagnostics diagnostics = new Diagnostics();
    Workspace.check(shell, diagnostics);
    StoreAddress address = StateLocation.of(tree.root(), home, shell, diagnostics);
    StateStore store = null;
    if (address != null && !diagnostics.hasErrors()) {
      try {
        store = StateReading.store(address, shell);
      } catch (StoreException e) {
        diagnostics.add(
            Diagnostic.error("The state cannot be opened", String.valueOf(e.getMessage())));
      }
    }
    report(diagnostics.toList());
    return store;
  }
}
