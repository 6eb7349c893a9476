package io.planform.planner.manifest.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A section of a manifest in its full form.
 *
 * @param block the type of the blocks it holds
 * @param repeats whether a list below the labels stands for several blocks
 * @param pairs for mappings of one text to another: the arguments that key and value are; null for
 *     sections without such a form
 */
public record Section(
    String block, BlockForm form, boolean repeats, @Nullable Pairs pairs, String description) {

  public record Pairs(String key, String value) {}

  /** By name, in the order in which manifests have them. */
  public static final SequencedMap<String, Section> ALL = all();

  private static SequencedMap<String, Section> all() {
    SequencedMap<String, Section> all = new LinkedHashMap<>();
    all.put(
        "terraform",
        new Section(
            "terraform",
            BlockForm.TERRAFORM,
            true,
            null,
            "Required versions, providers and the backend"));
    all.put(
        "providers",
        new Section(
            "provider",
            BlockForm.PROVIDER,
            true,
            null,
            "Provider configurations by name; a list where a provider has several, with aliases"));
    all.put("variables", one("variable", BlockForm.VARIABLE, "Input variables by name"));
    all.put("locals", one("locals", BlockForm.LOCALS, "Local values by name"));
    all.put("outputs", one("output", BlockForm.OUTPUT, "Outputs by name"));
    all.put("modules", one("module", BlockForm.MODULE, "Calls of modules by name"));
    all.put("data", one("data", BlockForm.DATA, "Data sources by type and name"));
    all.put("resources", one("resource", BlockForm.RESOURCE, "Resources by type and name"));
    all.put("ephemeral", one("ephemeral", BlockForm.DATA, "Ephemeral resources by type and name"));
    all.put(
        "moved",
        new Section(
            "moved",
            BlockForm.MOVED,
            true,
            new Pairs("from", "to"),
            "What has a new address: a mapping of the old one to the new one"));
    all.put(
        "removed",
        new Section("removed", BlockForm.REMOVED, true, null, "What is no longer managed: a list"));
    all.put(
        "import",
        new Section(
            "import",
            BlockForm.IMPORT,
            true,
            new Pairs("to", "id"),
            "What exists and is to be managed: a mapping of addresses to ids"));
    all.put("checks", one("check", BlockForm.CHECK, "Checks by name"));
    return all;
  }

  private static Section one(String block, BlockForm form, String description) {
    return new Section(block, form, false, null, description);
  }

  /** The names of sections by the types of their blocks. */
  static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    ALL.forEach((name, section) -> names.put(section.block(), name));
    return names;
  }
}
