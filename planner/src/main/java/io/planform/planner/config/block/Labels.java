package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Scanner;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;

/** The labels of a block: whether it has just those it needs, and whether they are names. */
public final class Labels {
  private Labels() {}

  /**
   * @param meanings what each label is: {@code "type", "name"}
   */
  public static boolean check(Body.Block block, Diagnostics diagnostics, String... meanings) {
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
}
