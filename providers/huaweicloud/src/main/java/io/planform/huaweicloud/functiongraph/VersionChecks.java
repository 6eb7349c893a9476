package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.huaweicloud.resource.JsonMeaning;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with the versions and aliases of a function before anybody is asked. */
final class VersionChecks {
  private static final int MOST = 10;
  private static final Pattern VERSION =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,40}[A-Za-z0-9])?");
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");

  private final List<VersionBlock> versions;
  private final boolean known;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private VersionChecks(List<VersionBlock> versions, boolean known) {
    this.versions = versions;
    this.known = known;
  }

  /**
   * @param blocks the value of {@code versions} in a configuration
   */
  static List<Diagnostic> of(Value blocks) {
    VersionChecks checks =
        new VersionChecks(List.copyOf(VersionBlock.of(blocks).values()), blocks.isWhollyKnown());
    checks.names(blocks);
    checks.aliases();
    return checks.diagnostics;
  }

  /**
   * What the service would refuse for what there is already.
   *
   * @param planned the value of {@code versions} in a plan
   */
  static List<Diagnostic> objections(Map<String, VersionBlock> prior, Value planned) {
    if (!planned.isWhollyKnown()) {
      return List.of();
    }
    List<Diagnostic> objections = new ArrayList<>();
    List<String> published = new ArrayList<>();
    for (VersionBlock version : VersionBlock.of(planned).values()) {
      VersionBlock before = prior.get(version.name());
      if (before == null && !version.isLatest() && !version.name().isEmpty()) {
        published.add(version.name());
      }
      if (before != null && !before.description().equals(version.description())) {
        objections.add(
            fault(
                    "A published version does not change",
                    "The description of version \"%s\" is \"%s\"."
                        .formatted(version.name(), before.description()))
                .withHint("Publish another version: give the block another name."));
      }
    }
    if (published.size() > 1) {
      objections.add(
          fault(
                  "More than one new version",
                  "Between two publications a function must change, so of %s one can be published."
                      .formatted(String.join(", ", published)))
              .withHint("Add the blocks one by one, each with the change that it publishes."));
    }
    return objections;
  }

  private void names(Value blocks) {
    Set<String> seen = new HashSet<>();
    for (Value each : blocks.parts()) {
      String name = each.unmarked() instanceof Value.Obj block ? Texts.of(block.get("name")) : "";
      if (!name.isEmpty() && !seen.add(name)) {
        add("Duplicate version", "There are two blocks of version \"%s\".".formatted(name));
      }
      if (!name.isEmpty() && !VERSION.matcher(name).matches()) {
        add(
            "Invalid version name",
            "\"%s\": a version's name has 1 to 42 letters, digits, ., - and _, and starts and ends with a letter or digit."
                .formatted(name));
      }
    }
    if (versions.stream().filter(version -> !version.isLatest()).count() > MOST) {
      add("Too many versions", "A function has at most %d published versions.".formatted(MOST));
    }
  }

  private void aliases() {
    Set<String> seen = new HashSet<>();
    for (VersionBlock version : versions) {
      if (version.isLatest() && !version.description().isEmpty()) {
        add("Unexpected description", "The version latest is not published and has none.");
      }
      version.alias().ifPresent(alias -> alias(version, alias, seen));
    }
    if (seen.size() > MOST) {
      add("Too many aliases", "A function has at most %d aliases.".formatted(MOST));
    }
  }

  private void alias(VersionBlock version, VersionBlock.Alias alias, Set<String> seen) {
    if (!alias.name().isEmpty() && !seen.add(alias.name())) {
      add("Duplicate alias", "There are two blocks of alias \"%s\".".formatted(alias.name()));
    }
    if (!alias.name().isEmpty() && !ALIAS.matcher(alias.name()).matches()) {
      add(
          "Invalid alias name",
          "\"%s\": an alias' name has 1 to 63 letters, digits, - and _, starts with a letter and ends with a letter or digit."
              .formatted(alias.name()));
    }
    if (!alias.weights().isEmpty() && !alias.strategy().isEmpty()) {
      add(
          "Conflicting arguments",
          "Alias \"%s\" has additional_version_weights and additional_version_strategy; one of them chooses."
              .formatted(alias.name()));
    } else if (!alias.weights().isEmpty()) {
      weights(alias);
      additional(version, alias, alias.weights());
    } else if (!alias.strategy().isEmpty()) {
      additional(version, alias, alias.strategy());
    }
  }

  private void weights(VersionBlock.Alias alias) {
    for (JsonNode weight : JsonMeaning.parse(alias.weights())) {
      if (!weight.isIntegralNumber() || weight.intValue() < 0 || weight.intValue() > 100) {
        add(
            "Invalid weight",
            "The weight of alias \"%s\" is %s; it is a whole number from 0 to 100."
                .formatted(alias.name(), weight));
      }
    }
  }

  /**
   * @param json an object of one version
   */
  private void additional(VersionBlock version, VersionBlock.Alias alias, String json) {
    JsonNode shift = JsonMeaning.parse(json);
    if (!shift.isObject() || shift.size() != 1) {
      add(
          "Invalid additional version",
          "What alias \"%s\" sends elsewhere is the text of a JSON object with one version, like jsonencode({ v2 = 10 })."
              .formatted(alias.name()));
      return;
    }
    String name = alias.additional();
    boolean declared = versions.stream().anyMatch(each -> each.name().equals(name));
    if (name.equals(version.name())) {
      add(
          "Invalid additional version",
          "Alias \"%s\" stands for \"%s\" already.".formatted(alias.name(), name));
    } else if (name.equals(FunctionUrn.LATEST)) {
      add("Invalid additional version", "It must be a published one, not latest.");
    } else if (!declared && known) {
      add(
          "Unknown additional version",
          "Alias \"%s\" sends requests to \"%s\", which has no block \"versions\"."
              .formatted(alias.name(), name));
    }
  }

  private void add(String summary, String detail) {
    diagnostics.add(fault(summary, detail));
  }

  private static Diagnostic fault(String summary, String detail) {
    return Diagnostic.error(summary, detail).at(ValuePath.of("versions"));
  }
}
