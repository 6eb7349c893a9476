package io.planform.planner.drift;

import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFiles;
import io.planform.spi.diagnostic.Diagnostics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a directory's {@code *.drift.hcl} files say of drift. They change no plan. */
public final class DriftRules {
  private static final String SUFFIX = ".drift.hcl";

  private final Map<String, SourceText> sources;
  private final List<IgnoreRule> rules;

  private DriftRules(Map<String, SourceText> sources, List<IgnoreRule> rules) {
    this.sources = Map.copyOf(sources);
    this.rules = List.copyOf(rules);
  }

  public static DriftRules read(Path directory, Diagnostics diagnostics) {
    Map<String, SourceText> sources = HclFiles.read(directory, "", SUFFIX, diagnostics);
    DriftRuleReader reader = new DriftRuleReader(diagnostics);
    sources.values().forEach(reader::read);
    return new DriftRules(sources, reader.rules());
  }

  /** Texts of the files, for source lines of diagnostics. */
  public Map<String, SourceText> sources() {
    return sources;
  }

  /**
   * What rules leave.
   *
   * @param ignored differences that they do not: attributes, and objects that are gone
   */
  public record Kept(List<DriftedObject> objects, int ignored) {}

  public Kept keep(List<DriftedObject> objects, Instant now) {
    List<DriftedObject> kept = new ArrayList<>();
    int ignored = 0;
    for (DriftedObject object : objects) {
      List<DriftedAttribute> attributes =
          object.attributes().stream().filter(each -> !isIgnored(object, each, now)).toList();
      boolean whole =
          object.gone()
              ? rules.stream().anyMatch(rule -> rule.ignores(object, now))
              : attributes.isEmpty() && !object.attributes().isEmpty();
      ignored += object.gone() && whole ? 1 : object.attributes().size() - attributes.size();
      if (!whole) {
        kept.add(object.with(attributes));
      }
    }
    return new Kept(kept, ignored);
  }

  private boolean isIgnored(DriftedObject object, DriftedAttribute attribute, Instant now) {
    return rules.stream().anyMatch(rule -> rule.ignores(object, attribute, now));
  }
}
