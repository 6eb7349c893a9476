package io.planform.planner.cli.shell;

import io.planform.planner.plan.Parallelism;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.provider.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code -parallelism=N} bounds all providers together, {@code -parallelism=PROVIDER=N} one. */
final class ParallelismFlag {
  private static final String NAME = "-parallelism";
  private static final Pattern FORM = Pattern.compile("(?:([a-z0-9_-]+)=)?([1-9][0-9]{0,8})");

  private ParallelismFlag() {}

  static OptionSpec option() {
    return Flags.repeated(
        NAME,
        "[PROVIDER=]N",
        "How many remote calls at a time, of all providers (by default 10) or of one.");
  }

  /** What was typed; a later one wins. */
  static Parallelism of(ParseResult arguments, Shell shell, Diagnostics diagnostics) {
    int total = Parallelism.USUAL.total();
    Map<String, Integer> byProvider = new HashMap<>();
    List<String> providers = shell.providers().stream().map(Provider::name).sorted().toList();
    for (String text : arguments.matchedOptionValue(NAME, List.<String>of())) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid -parallelism",
                "\""
                    + text
                    + "\" is neither a number of calls, one at least, nor a provider with one:"
                    + " -parallelism=8, -parallelism=huaweicloud=4."));
        continue;
      }
      String provider = matcher.group(1);
      int calls = Integer.parseInt(matcher.group(2));
      if (provider == null) {
        total = calls;
      } else if (providers.contains(provider)) {
        byProvider.put(provider, calls);
      } else {
        diagnostics.add(
            Diagnostic.error(
                "Invalid -parallelism",
                "There is no provider \""
                    + provider
                    + "\"."
                    + NearMatch.question(provider, providers)));
      }
    }
    return new Parallelism(total, byProvider);
  }
}
