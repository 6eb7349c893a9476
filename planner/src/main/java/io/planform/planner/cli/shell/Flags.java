package io.planform.planner.cli.shell;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.manifest.InputValues;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Flags that several commands share: how they are declared and what they say. */
public final class Flags {
  private static final Pattern DURATION =
      Pattern.compile("(?=.)(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s?)?");

  private Flags() {}

  public static void variables(CommandSpec spec) {
    spec.addOption(
        repeated("-var", "NAME=VALUE", "Sets an input variable. Can be given several times."));
    spec.addOption(
        repeated("-var-file", "FILE", "Reads input variables from a file, beside the usual ones."));
  }

  /** Those of {@link #planning} that say what a plan is to be. */
  static final List<String> PLANNING =
      List.of("-destroy", "-refresh-only", "-refresh", "-target", "-exclude", "-replace");

  /**
   * Refuses them beside a saved plan.
   *
   * @param when as in {@code when applying a saved plan}
   */
  public static void refuseWithPlan(
      ParseResult arguments, String when, String file, Diagnostics diagnostics) {
    refuse(PLANNING, arguments, when, file, diagnostics);
  }

  /** As {@link #refuseWithPlan}, where not even ephemeral variables are of use. */
  public static void refuseInputsToo(
      ParseResult arguments, String when, String file, Diagnostics diagnostics) {
    refuse(List.of("-var", "-var-file"), arguments, when, file, diagnostics);
    refuse(PLANNING, arguments, when, file, diagnostics);
  }

  private static void refuse(
      List<String> flags,
      ParseResult arguments,
      String when,
      String file,
      Diagnostics diagnostics) {
    for (String flag : flags) {
      if (arguments.hasMatchedOption(flag)) {
        diagnostics.add(
            Diagnostic.error(
                    "Can't set " + flag + " " + when,
                    "A saved plan is taken as it is: what it was made with cannot be changed.")
                .withHint("give " + flag + " to 'planform plan -out=" + file + "'"));
      }
    }
  }

  public static void planning(CommandSpec spec) {
    variables(spec);
    spec.addOption(flag("-destroy", "Plans to destroy everything that is managed."));
    spec.addOption(flag("-refresh-only", "Only records what changed outside."));
    spec.addOption(
        bool("-refresh", "Whether live objects are read first; by default they are (true)."));
    spec.addOption(repeated("-replace", "ADDR", "Replaces this object."));
    scope(spec);
    input(spec);
  }

  /** What of a configuration is planned, and how many calls at a time. */
  public static void scope(CommandSpec spec) {
    spec.addOption(repeated("-target", "ADDR", "Confines the plan to this and what it rests on."));
    spec.addOption(
        repeated("-exclude", "ADDR", "Leaves this out of the plan, and what rests on it."));
    spec.addOption(ParallelismFlag.option());
  }

  public static void input(CommandSpec spec) {
    spec.addOption(
        bool(
            "-input",
            "Whether questions are asked; by default they are (true), unless TF_INPUT is 0."));
  }

  public static boolean asks(ParseResult arguments, Shell shell) {
    String environment = shell.environment().getOrDefault("TF_INPUT", "").toLowerCase(Locale.ROOT);
    return isTrue(arguments, "-input", !Set.of("0", "f", "false").contains(environment));
  }

  public static void locking(CommandSpec spec) {
    spec.addOption(bool("-lock", "Always true: whoever changes something holds the state."));
    lockTimeout(spec, "How long to wait for another run to end, such as 30s; by default 0s.");
  }

  /** For commands that read one revision, whoever else is at work. */
  public static void lockless(CommandSpec spec) {
    spec.addOption(
        bool("-lock", "As for apply, so that scripts can pass it: a plan takes no lock."));
    lockTimeout(
        spec, "As for apply, so that scripts can pass it: a plan takes no lock and never waits.");
  }

  private static void lockTimeout(CommandSpec spec, String description) {
    spec.addOption(
        OptionSpec.builder("-lock-timeout")
            .paramLabel("DURATION")
            .type(String.class)
            .description(description)
            .build());
  }

  /** Flags of Terraform that this version does not have: refused by name, never ignored. */
  public static void notBuilt(CommandSpec spec, String... names) {
    for (String name : names) {
      spec.addOption(
          OptionSpec.builder(name)
              .hidden(true)
              .arity("0..1")
              .fallbackValue("")
              .type(String.class)
              .build());
    }
  }

  /** Refuses what {@link #notBuilt} declared. */
  public static void refuse(ParseResult arguments, Diagnostics diagnostics, String... names) {
    for (String name : names) {
      if (arguments.hasMatchedOption(name)) {
        diagnostics.add(
            Diagnostic.error(
                "Not supported yet: " + name, "This version does not have the flag " + name + "."));
      }
    }
  }

  public static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).description(description).build();
  }

  public static OptionSpec bool(String name, String description) {
    return OptionSpec.builder(name)
        .paramLabel("true|false")
        .arity("0..1")
        .fallbackValue("true")
        .type(Boolean.class)
        .description(description)
        .build();
  }

  /** A flag with a value, once. */
  public static OptionSpec named(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  public static OptionSpec repeated(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .arity("1")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description)
        .build();
  }

  /** In the order in which they were typed: a later one wins. */
  public static List<InputValues.Option> inputs(ParseResult arguments) {
    List<InputValues.Option> options = new ArrayList<>();
    int var = 0;
    int file = 0;
    for (OptionSpec option : arguments.matchedOptions()) {
      List<String> values = List.copyOf(option.originalStringValues());
      switch (option.longestName()) {
        case "-var" -> options.add(new InputValues.Option.Assignment(values.get(var++)));
        case "-var-file" -> options.add(new InputValues.Option.VariableFile(values.get(file++)));
        default -> {}
      }
    }
    return options;
  }

  public static boolean isTrue(ParseResult arguments, String name, boolean otherwise) {
    Boolean value = arguments.matchedOptionValue(name, otherwise);
    return value;
  }

  public static PlanRequest request(ParseResult arguments, Shell shell, Diagnostics diagnostics) {
    boolean destroy = arguments.hasMatchedOption("-destroy");
    boolean refreshOnly = arguments.hasMatchedOption("-refresh-only");
    boolean refresh = isTrue(arguments, "-refresh", true);
    if (destroy && refreshOnly) {
      diagnostics.add(contradiction("Incompatible plan mode options", "-destroy", "-refresh-only"));
    }
    if (refreshOnly && !refresh) {
      diagnostics.add(
          contradiction("Incompatible refresh options", "-refresh-only", "-refresh=false"));
    }
    if (arguments.hasMatchedOption("-target") && arguments.hasMatchedOption("-exclude")) {
      diagnostics.add(contradiction("Incompatible target options", "-target", "-exclude"));
    }
    if (arguments.hasMatchedOption("-replace") && (destroy || refreshOnly)) {
      diagnostics.add(
          contradiction(
              "Unsupported plan mode", "-replace", destroy ? "-destroy" : "-refresh-only"));
    }
    Plan.Mode mode =
        destroy ? Plan.Mode.DESTROY : refreshOnly ? Plan.Mode.REFRESH_ONLY : Plan.Mode.NORMAL;
    return new PlanRequest(
        mode,
        refresh,
        addresses(arguments, "-target", "target", Target::parse, TARGETS, diagnostics),
        addresses(arguments, "-exclude", "exclude", Target::parse, TARGETS, diagnostics),
        addresses(
            arguments,
            "-replace",
            "force-replace address",
            Flags::instance,
            "TYPE.NAME, TYPE.NAME[0] or 'TYPE.NAME[\"key\"]'",
            diagnostics),
        ParallelismFlag.of(arguments, shell, diagnostics));
  }

  private static final String TARGETS =
      "TYPE.NAME, TYPE.NAME[0], 'TYPE.NAME[\"key\"]', or any of them behind module.NAME";

  private static Diagnostic contradiction(String summary, String one, String other) {
    return Diagnostic.error(summary, one + " and " + other + " cannot be given together.");
  }

  private static @Nullable Address instance(String text) {
    Address address = Address.parse(text);
    return address != null && address.mode() == Mode.MANAGED ? address : null;
  }

  private static <T> Set<T> addresses(
      ParseResult arguments,
      String flag,
      String what,
      Function<String, @Nullable T> parser,
      String forms,
      Diagnostics diagnostics) {
    Set<T> addresses = new LinkedHashSet<>();
    for (String text : arguments.matchedOptionValue(flag, List.<String>of())) {
      T address = parser.apply(text);
      if (address == null) {
        diagnostics.add(
            Diagnostic.error(
                    "Invalid " + what + " \"" + text + "\"",
                    flag + " takes the address of a resource, which this is not.")
                .withHint(forms));
      } else {
        addresses.add(address);
      }
    }
    return addresses;
  }

  public static void refuseWithoutLock(ParseResult arguments, Diagnostics diagnostics) {
    if (!isTrue(arguments, "-lock", true)) {
      diagnostics.add(
          Diagnostic.error(
                  "-lock=false is not possible",
                  "Two runs that change one state at a time would spoil it.")
              .withHint("-lock-timeout=5m waits for the other run"));
    }
  }

  public static Duration lockTimeout(ParseResult arguments, Diagnostics diagnostics) {
    return duration("-lock-timeout", Duration.ZERO, arguments, diagnostics);
  }

  /** The value of a flag such as {@code 1h30m}; zero where it is none. */
  public static Duration duration(
      String flag, Duration otherwise, ParseResult arguments, Diagnostics diagnostics) {
    if (!arguments.hasMatchedOption(flag)) {
      return otherwise;
    }
    String text = arguments.matchedOptionValue(flag, "");
    if (!DURATION.matcher(text).matches()) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid " + flag, text + " is not a duration such as 30s, 5m or 1h30m."));
      return Duration.ZERO;
    }
    boolean bare = Character.isDigit(text.charAt(text.length() - 1));
    return Duration.parse("PT" + text + (bare ? "s" : ""));
  }

  /** Flags that make what is printed shorter. */
  public static void brevity(CommandSpec spec) {
    spec.addOption(flag("-compact-warnings", "Prints warnings that stand alone in short."));
    spec.addOption(flag("-concise", "Leaves out the lines about objects that are read."));
  }

  /** The shell with what {@link #brevity} says. */
  public static Shell brief(ParseResult arguments, Shell shell) {
    return shell.brief(
        new Brevity(
            arguments.hasMatchedOption("-compact-warnings"),
            arguments.hasMatchedOption("-concise")));
  }
}
