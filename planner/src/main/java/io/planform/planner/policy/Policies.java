package io.planform.planner.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFiles;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules that a plan has to keep. */
public final class Policies {
  private static final String SUFFIX = ".policy.hcl";

  private final Path base;
  private final Diagnostics diagnostics;
  private final Map<String, SourceText> sources = new LinkedHashMap<>();
  private final List<PolicyFile> files = new ArrayList<>();

  private Policies(Path base, Diagnostics diagnostics) {
    this.base = base;
    this.diagnostics = diagnostics;
  }

  /**
   * Reads files of rules. That there are none at all is an error: a check of nothing would pass.
   *
   * @param base against which paths are resolved
   * @param places files, and directories whose {@code *.policy.hcl} files are meant
   */
  public static Policies read(Path base, List<String> places, Diagnostics diagnostics) {
    Policies policies = new Policies(base, diagnostics);
    places.forEach(policies::add);
    boolean nothing = policies.files.stream().allMatch(file -> file.rules().isEmpty());
    if (nothing && !diagnostics.hasErrors()) {
      diagnostics.add(
          Diagnostic.error(
                  "No policies",
                  "There is no rule in "
                      + String.join(", ", places.stream().map(Policies::shown).toList())
                      + ".")
              .withHint(
                  "write rules to files *"
                      + SUFFIX
                      + " there, or name where they are with -policy=DIR"));
    }
    return policies;
  }

  private static String shown(String place) {
    return place.isEmpty() || place.equals(".") ? "this directory" : place;
  }

  private void add(String place) {
    HclFiles.read(base, place, SUFFIX, diagnostics).forEach(this::read);
  }

  private void read(String name, SourceText source) {
    if (sources.putIfAbsent(name, source) == null) {
      Path directory = base.resolve(name).toAbsolutePath().normalize().getParent();
      files.add(PolicyReader.read(source, directory == null ? base : directory, diagnostics));
    }
  }

  /** Texts of the files, for source lines of diagnostics. */
  public Map<String, SourceText> sources() {
    return Map.copyOf(sources);
  }

  /**
   * How many rules there are, and how many of them failed.
   *
   * @param denied of those that deny
   * @param warned of those that warn
   * @param invalid of those that could not be asked, since something is wrong with them
   */
  public record Verdict(int rules, int denied, int warned, int invalid) {}

  /**
   * Asks every rule. What fails is an error or a warning, as the rule has it, with the place of its
   * condition and the address of the object.
   *
   * @param plan in format 1.2
   * @param planTime when it was made
   * @param found takes what fails
   */
  public Verdict check(JsonNode plan, Instant planTime, Diagnostics found) {
    PlanValues values = new PlanValues(plan);
    int rules = 0;
    int denied = 0;
    int warned = 0;
    int invalid = 0;
    for (PolicyFile file : files) {
      PolicyScope scope = new PolicyScope(values, file, planTime);
      for (Rule rule : file.rules()) {
        rules++;
        switch (new RuleCheck(rule, scope, found).run()) {
          case KEPT -> {}
          case FAILED -> {
            denied += rule.severity() == Rule.Severity.DENY ? 1 : 0;
            warned += rule.severity() == Rule.Severity.WARN ? 1 : 0;
          }
          case INVALID -> invalid++;
        }
      }
    }
    return new Verdict(rules, denied, warned, invalid);
  }
}
