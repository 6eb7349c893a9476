package io.planform.huaweicloud.functiongraph;

import io.planform.huaweicloud.resource.Regions;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is wrong with a dependency before anybody is asked. */
final class DependencyChecks {
  private static final int LONGEST_DESCRIPTION = 512;
  private static final Pattern NAME = Pattern.compile("[A-Za-z]([A-Za-z0-9._-]{0,94}[A-Za-z0-9])?");

  private DependencyChecks() {}

  /**
   * @param region of the provider; empty where its block names none
   */
  static List<Diagnostic> of(Value.Obj configuration, String region) {
    List<Diagnostic> diagnostics = new ArrayList<>(Regions.check(configuration, region));
    Value name = configuration.get("name");
    if (!name.isUnknown() && !NAME.matcher(Texts.of(name)).matches()) {
      diagnostics.add(
          Diagnostic.error(
                  "Invalid name",
                  "It has 1 to 96 letters, digits, \"_\", \".\" and \"-\", begins with a letter and"
                      + " ends with a letter or digit.")
              .at(ValuePath.of("name")));
    }
    if (Texts.of(configuration.get("description")).length() > LONGEST_DESCRIPTION) {
      diagnostics.add(
          Diagnostic.error(
                  "Description too long",
                  "It has at most %d characters.".formatted(LONGEST_DESCRIPTION))
              .at(ValuePath.of("description")));
    }
    return diagnostics;
  }
}
