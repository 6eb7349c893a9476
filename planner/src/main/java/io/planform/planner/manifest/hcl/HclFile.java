package io.planform.planner.manifest.hcl;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Scanner;
import io.planform.planner.lang.SourceText;
import io.planform.planner.lang.Tokens;
import io.planform.spi.diagnostic.Diagnostics;

/** Reads files in HCL. */
public final class HclFile {
  private HclFile() {}

  /** What a file holds; where it has syntax errors, what could be read beside them. */
  public static Body parse(SourceText source, Diagnostics diagnostics) {
    Tokens tokens = Scanner.scan(source.text(), source, diagnostics);
    BodyGrammar grammar = new BodyGrammar(source, tokens, diagnostics);
    return new StructureParser(source, diagnostics).file(grammar.file());
  }
}
