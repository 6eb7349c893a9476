package io.planform.planner.manifest.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the properties of a block mean where the JSON alone does not tell. A property that is not
 * named is an argument with templates in its strings; whether it is a nested block is for the
 * schema of its provider to decide.
 *
 * @param labels how many levels of names stand between the block's type and its body
 * @param blocks properties that are nested blocks
 * @param code arguments whose strings are expressions: references and types
 * @param plain arguments whose strings are literal text, not templates
 */
record BlockShape(int labels, Map<String, BlockShape> blocks, Set<String> code, Set<String> plain) {
  private static final BlockShape LEAF = new BlockShape(0, Map.of(), Set.of(), Set.of());

  private static final BlockShape CONDITION = LEAF;

  /** A body that a provider's schema describes; {@code dynamic} may stand in it. */
  private static final BlockShape CONTENT =
      new BlockShape(
          0,
          Map.of(
              "dynamic",
              new BlockShape(
                  1,
                  Map.of(
                      "content",
                      new BlockShape(
                          0,
                          Map.of(
                              "dynamic",
                              new BlockShape(
                                  1, Map.of("content", LEAF), Set.of("iterator"), Set.of())),
                          Set.of(),
                          Set.of())),
                  Set.of("iterator"),
                  Set.of())),
          Set.of(),
          Set.of());

  private static final BlockShape LIFECYCLE =
      new BlockShape(
          0,
          Map.of("precondition", CONDITION, "postcondition", CONDITION),
          Set.of("ignore_changes", "replace_triggered_by"),
          Set.of());

  private static final BlockShape PROVISIONER =
      new BlockShape(1, Map.of("connection", LEAF), Set.of("when", "on_failure"), Set.of());

  private static final BlockShape DATA =
      new BlockShape(
          2,
          with(CONTENT.blocks(), "lifecycle", LIFECYCLE),
          Set.of("depends_on", "provider"),
          Set.of());

  private static final BlockShape RESOURCE =
      new BlockShape(
          2,
          with(with(DATA.blocks(), "provisioner", PROVISIONER), "connection", LEAF),
          DATA.code(),
          Set.of());

  private static final BlockShape TERRAFORM =
      new BlockShape(
          0,
          Map.of(
              "backend", new BlockShape(1, Map.of(), Set.of(), Set.of()),
              "required_providers",
                  new BlockShape(0, Map.of(), Set.of("configuration_aliases"), Set.of()),
              "cloud", new BlockShape(0, Map.of("workspaces", LEAF), Set.of(), Set.of()),
              "provider_meta", new BlockShape(1, Map.of(), Set.of(), Set.of())),
          Set.of(),
          Set.of("required_version"));

  /** A whole file. */
  static final BlockShape FILE =
      new BlockShape(
          0,
          Map.ofEntries(
              Map.entry("terraform", TERRAFORM),
              Map.entry("resource", RESOURCE),
              Map.entry("data", DATA),
              Map.entry("ephemeral", DATA),
              Map.entry("locals", LEAF),
              Map.entry("provider", labelled(1, CONTENT)),
              Map.entry(
                  "variable",
                  new BlockShape(
                      1,
                      Map.of("validation", CONDITION),
                      Set.of("type"),
                      Set.of("default", "description", "deprecated"))),
              Map.entry(
                  "output",
                  new BlockShape(
                      1,
                      Map.of("precondition", CONDITION),
                      Set.of("depends_on"),
                      Set.of("description", "deprecated"))),
              Map.entry(
                  "module",
                  new BlockShape(
                      1, Map.of(), Set.of("depends_on", "providers"), Set.of("source", "version"))),
              Map.entry("moved", new BlockShape(0, Map.of(), Set.of("from", "to"), Set.of())),
              Map.entry(
                  "removed",
                  new BlockShape(
                      0,
                      Map.of("lifecycle", LEAF, "provisioner", PROVISIONER, "connection", LEAF),
                      Set.of("from"),
                      Set.of())),
              Map.entry("import", new BlockShape(0, Map.of(), Set.of("to", "provider"), Set.of())),
              Map.entry(
                  "check",
                  new BlockShape(
                      1, Map.of("assert", CONDITION, "data", DATA), Set.of(), Set.of()))),
          Set.of(),
          Set.of());

  private static final BlockShape OVERRIDE =
      new BlockShape(0, Map.of(), Set.of("target", "override_during"), Set.of());

  private static final BlockShape MOCKED =
      new BlockShape(1, Map.of(), Set.of("override_during"), Set.of());

  /** A file of what stands in for objects of a provider. */
  static final BlockShape MOCKS =
      new BlockShape(
          0,
          Map.of(
              "mock_resource", MOCKED,
              "mock_data", MOCKED,
              "override_resource", OVERRIDE,
              "override_data", OVERRIDE),
          Set.of("override_during"),
          Set.of("source"));

  private static final BlockShape RUN =
      new BlockShape(
          1,
          Map.of(
              "assert", CONDITION,
              "variables", LEAF,
              "module", new BlockShape(0, Map.of(), Set.of(), Set.of("source", "version")),
              "plan_options",
                  new BlockShape(0, Map.of(), Set.of("mode", "replace", "target"), Set.of()),
              "override_resource", OVERRIDE,
              "override_data", OVERRIDE,
              "override_module", OVERRIDE),
          Set.of("command", "expect_failures", "providers"),
          Set.of());

  /** A file of tests. */
  static final BlockShape TESTS =
      new BlockShape(
          0,
          Map.of(
              "run", RUN,
              "variables", LEAF,
              "provider", labelled(1, CONTENT),
              "mock_provider", new BlockShape(1, MOCKS.blocks(), MOCKS.code(), MOCKS.plain()),
              "override_resource", OVERRIDE,
              "override_data", OVERRIDE,
              "override_module", OVERRIDE),
          Set.of(),
          Set.of());

  private static BlockShape labelled(int labels, BlockShape shape) {
    return new BlockShape(labels, shape.blocks(), shape.code(), shape.plain());
  }

  private static Map<String, BlockShape> with(
      Map<String, BlockShape> blocks, String name, BlockShape shape) {
    Map<String, BlockShape> all = new LinkedHashMap<>(blocks);
    all.put(name, shape);
    return Map.copyOf(all);
  }
}
