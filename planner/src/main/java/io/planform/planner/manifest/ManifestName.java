package io.planform.planner.manifest;

/** What the name of a file says about it. */
final class ManifestName {
  private ManifestName() {}

  /** The syntax that a file is written in. */
  enum Language {
    HCL,
    JSON,
    YAML
  }

  static boolean isManifest(String name) {
    return !stem(name).equals(name)
        && !name.startsWith(".")
        && !name.endsWith("~")
        && !(name.startsWith("#") && name.endsWith("#"));
  }

  /** Whether a manifest changes what the others declare, rather than declare anything itself. */
  static boolean isOverride(String name) {
    String stem = stem(name);
    return stem.equals("override") || stem.endsWith("_override");
  }

  /** Without the ending that makes it a manifest; the whole name if it has none. */
  private static String stem(String name) {
    for (String ending : new String[] {".tf", ".tf.json", ".planform.hcl", ".planform.yaml"}) {
      if (name.endsWith(ending)) {
        return name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }

  static Language language(String name) {
    if (name.endsWith(".json")) {
      return Language.JSON;
    }
    return name.endsWith(".yaml") || name.endsWith(".yml") ? Language.YAML : Language.HCL;
  }
}
