package io.planform.planner.manifest.hcl;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Scanner;
import io.planform.planner.lang.SourceText;
import io.planform.planner.lang.Tokens;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.List;

/** Reads files in HCL. */
public final class HclFile {
  private HclFile() {}

  /** What a file holds; where it has syntax errors, what could be read beside them. */
  public static Body parse(SourceText source, Diagnostics diagnostics) {
    Tokens tokens = Scanner.scan(source.text(), source, diagnostics);
    return new StructureParser(source).file(new BodyGrammar(source, tokens, diagnostics));
  }

  /**
   * The text of a file in pieces.
   *
   * @param tokens all of it, white space and comments included
   * @param items its attributes and blocks, in their order
   */
  public record Syntax(Tokens tokens, List<Item> items) {}

  /** As {@link #parse}, but the pieces as they were written. */
  public static Syntax syntax(SourceText source, Diagnostics diagnostics) {
    Tokens tokens = Scanner.scan(source.text(), source, diagnostics);
    List<Item> items = new ArrayList<>();
    new BodyGrammar(source, tokens, diagnostics).forEachRemaining(items::add);
    return new Syntax(tokens, items);
  }
}
