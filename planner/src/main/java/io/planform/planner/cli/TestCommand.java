package io.planform.planner.cli;

import io.planform.planner.apply.Interruption;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Interrupts;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.shell.TestDirectory;
import io.planform.planner.cli.view.TestView;
import io.planform.planner.graph.ConfigurationGraph;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.ConfigurationLoader;
import io.planform.planner.manifest.TestSources;
import io.planform.planner.render.report.JunitReport;
import io.planform.planner.test.Suite;
import io.planform.planner.test.SuiteResult;
import io.planform.planner.test.TestFile;
import io.planform.planner.test.TestSetting;
import io.planform.planner.test.Tests;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.provider.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code test}: runs files of tests, and destroys what they made. */
final class TestCommand implements Command {
  private static final String[] NOT_BUILT = {"-cloud-run"};

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("test");
    spec.usageMessage().description("Runs the tests of the manifests: files *.tftest.hcl.");
    Flags.variables(spec);
    spec.addOption(Flags.repeated("-filter", "FILE", "Runs only this file of tests."));
    spec.addOption(TestDirectory.flag());
    spec.addOption(Flags.flag("-verbose", "Shows what each run plans, or the state it makes."));
    spec.addOption(Flags.flag("-json", "Prints one JSON object a line, for programs."));
    spec.addOption(
        Flags.named("-junit-xml", "FILE", "Also writes the results to this file, as JUnit's XML."));
    Flags.notBuilt(spec, NOT_BUILT);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell typed) {
    Shell shell = arguments.hasMatchedOption("-json") ? typed.forPrograms() : typed;
    Diagnostics diagnostics = new Diagnostics();
    Flags.refuse(arguments, diagnostics, NOT_BUILT);
    String directory = TestDirectory.of(arguments, shell, diagnostics);
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(shell.directory(), diagnostics);
    Map<String, SourceText> sources = new HashMap<>(loaded.sources());
    try (TestSources files = new TestSources(shell.directory(), diagnostics)) {
      Tests tests = Tests.read(files, directory, diagnostics);
      List<TestFile> chosen = chosen(tests, arguments, diagnostics);
      TestSetting setting = null;
      if (!diagnostics.hasErrors()) {
        Graph<NodeKey> _ = ConfigurationGraph.of(loaded.tree(), diagnostics);
        setting = setting(loaded, files, tests, directory, arguments, shell);
      }
      sources.putAll(files.texts());
      shell.report(diagnostics.toList(), sources);
      return setting == null || diagnostics.hasErrors()
          ? ExitCode.ERROR
          : run(setting, chosen, arguments, shell, sources);
    }
  }

  private static TestSetting setting(
      ConfigurationLoader.Loaded loaded,
      TestSources files,
      Tests tests,
      String directory,
      ParseResult arguments,
      Shell shell) {
    var root = loaded.tree().root();
    var options = Flags.inputs(arguments);
    return new TestSetting(
        loaded.tree(),
        tests.modules(),
        files.inputs(root, shell.environment(), options, null),
        files.inputs(root, shell.environment(), options, directory),
        directory,
        shell.providers(),
        new Provider.Environment(shell.environment(), shell.home(), shell.directory()),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static List<TestFile> chosen(
      Tests tests, ParseResult arguments, Diagnostics diagnostics) {
    Set<String> wanted = new LinkedHashSet<>();
    for (String name : arguments.matchedOptionValue("-filter", List.<String>of())) {
      wanted.add(Path.of(name).normalize().toString().replace('\\', '/'));
    }
    List<String> known = tests.files().stream().map(TestFile::name).toList();
    for (String name : wanted) {
      if (!known.contains(name)) {
        diagnostics.add(
            Diagnostic.warning(
                "Unknown test file",
                "There is no file of tests \"" + name + "\"." + NearMatch.question(name, known),
                null));
      }
    }
    return wanted.isEmpty()
        ? tests.files()
        : tests.files().stream().filter(file -> wanted.contains(file.name())).toList();
  }

  private static int run(
      TestSetting setting,
      List<TestFile> files,
      ParseResult arguments,
      Shell shell,
      Map<String, SourceText> sources) {
    TestView view = TestView.of(shell, sources, arguments.hasMatchedOption("-verbose"));
    Suite suite = new Suite(setting, view);
    Interruption interruption = new Interruption();
    SuiteResult result;
    try (Interrupts _ =
        new Interrupts(
            interruption,
            shell,
            Runnable::run,
            "No further run starts; what the tests made is destroyed. A second interrupt stops at"
                + " once, and says what is left.",
            () -> view.stopped(suite.present()))) {
      result = suite.run(files, interruption);
    }
    String report = arguments.matchedOptionValue("-junit-xml", "");
    if (!report.isEmpty() && !write(result, shell.directory().resolve(report), shell, sources)) {
      return ExitCode.ERROR;
    }
    if (result.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    return result.passed() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static boolean write(
      SuiteResult result, Path file, Shell shell, Map<String, SourceText> sources) {
    try {
      Files.writeString(file, new JunitReport(shell.lines(sources)).render(result));
      return true;
    } catch (IOException e) {
      shell.report(
          Diagnostic.error("The report cannot be written", file + " cannot be written: " + e));
      return false;
    }
  }
}
