package io.planform.planner.manifest.yaml;

import java.util.Map;

/**
 * What a block of the language has in it that a mapping does not tell by itself. Blocks that a
 * provider's schema describes are not here: they are mappings until the schema is at hand.
 *
 * @param labels how many levels of keys are labels
 * @param code keys whose text is an expression without {@code ${}}
 * @param blocks keys that are nested blocks
 */
public record BlockForm(int labels, Map<String, Code> code, Map<String, BlockForm> blocks) {

  public enum Code {
    /** The text is an expression. */
    EXPRESSION,
    /** So is every text in a list or a mapping. */
    REFERENCES
  }

  private static final BlockForm PLAIN = new BlockForm(0, Map.of(), Map.of());

  private static final BlockForm CONDITION =
      new BlockForm(0, Map.of("condition", Code.EXPRESSION), Map.of());

  private static final BlockForm LIFECYCLE =
      new BlockForm(
          0,
          Map.of("ignore_changes", Code.REFERENCES, "replace_triggered_by", Code.REFERENCES),
          Map.of("precondition", CONDITION, "postcondition", CONDITION));

  private static final BlockForm PROVISIONER =
      new BlockForm(
          1,
          Map.of("when", Code.EXPRESSION, "on_failure", Code.EXPRESSION),
          Map.of("connection", PLAIN));

  private static final BlockForm DYNAMIC =
      new BlockForm(
          1,
          Map.of("for_each", Code.EXPRESSION, "iterator", Code.EXPRESSION),
          Map.of("content", PLAIN));

  private static final Map<String, Code> RESOURCE_CODE =
      Map.of(
          "count", Code.EXPRESSION,
          "for_each", Code.EXPRESSION,
          "depends_on", Code.REFERENCES,
          "provider", Code.EXPRESSION);

  public static final BlockForm RESOURCE =
      new BlockForm(
          2,
          RESOURCE_CODE,
          Map.of(
              "lifecycle", LIFECYCLE,
              "provisioner", PROVISIONER,
              "connection", PLAIN,
              "dynamic", DYNAMIC));

  public static final BlockForm DATA =
      new BlockForm(2, RESOURCE_CODE, Map.of("lifecycle", LIFECYCLE, "dynamic", DYNAMIC));

  public static final BlockForm VARIABLE =
      new BlockForm(1, Map.of("type", Code.EXPRESSION), Map.of("validation", CONDITION));

  public static final BlockForm OUTPUT =
      new BlockForm(1, Map.of("depends_on", Code.REFERENCES), Map.of("precondition", CONDITION));

  public static final BlockForm LOCALS = PLAIN;

  public static final BlockForm MODULE =
      new BlockForm(
          1,
          Map.of(
              "count", Code.EXPRESSION,
              "for_each", Code.EXPRESSION,
              "depends_on", Code.REFERENCES,
              "providers", Code.REFERENCES),
          Map.of());

  public static final BlockForm PROVIDER = new BlockForm(1, Map.of(), Map.of());

  public static final BlockForm MOVED =
      new BlockForm(0, Map.of("from", Code.EXPRESSION, "to", Code.EXPRESSION), Map.of());

  public static final BlockForm REMOVED =
      new BlockForm(
          0,
          Map.of("from", Code.EXPRESSION),
          Map.of("lifecycle", PLAIN, "provisioner", PROVISIONER, "connection", PLAIN));

  public static final BlockForm IMPORT =
      new BlockForm(
          0,
          Map.of(
              "to", Code.EXPRESSION,
              "for_each", Code.EXPRESSION,
              "provider", Code.EXPRESSION),
          Map.of());

  public static final BlockForm CHECK =
      new BlockForm(1, Map.of(), Map.of("data", DATA, "assert", CONDITION));

  public static final BlockForm TERRAFORM =
      new BlockForm(
          0,
          Map.of("experiments", Code.REFERENCES),
          Map.of(
              "backend", new BlockForm(1, Map.of(), Map.of()),
              "provider_meta", new BlockForm(1, Map.of(), Map.of()),
              "cloud", new BlockForm(0, Map.of(), Map.of("workspaces", PLAIN)),
              "required_providers", PLAIN));
}
