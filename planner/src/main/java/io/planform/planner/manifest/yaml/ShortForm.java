package io.planform.planner.manifest.yaml;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One form of {@code short-forms.yaml}, which says what each part means.
 *
 * @param target the block that an entry becomes; null for what is nested in one
 * @param named empty where an entry's name is no argument
 * @param scalar empty where a lone text stands for nothing
 * @param document empty where the keys are arguments themselves
 * @param variants by the value of the key {@code type}; empty where there is no such key
 */
record ShortForm(
    String description,
    @Nullable Target target,
    Each each,
    String named,
    String scalar,
    String document,
    Map<String, String> defaults,
    Map<String, String> always,
    SequencedMap<String, Key> keys,
    SequencedMap<String, ShortForm> variants) {

  /** How the entries of a key are written. */
  enum Each {
    ONE,
    NAMED,
    LIST
  }

  enum Kind {
    VALUE,
    JSON,
    PATH,
    NAMES,
    FLAT,
    BLOCKS,
    RESOURCES
  }

  /**
   * @param block {@code resource} or {@code data}
   * @param name with placeholders
   */
  record Target(String block, String type, String name) {}

  /**
   * @param argument the name in the full form
   * @param type as HCL writes it, or {@code block}; empty for any
   * @param declared empty where a name need not be declared in the same file
   * @param within empty where nested blocks are not in another one
   * @param form of what is below the key; null for values
   */
  record Key(
      String description,
      String argument,
      Kind kind,
      String type,
      Map<String, String> refer,
      String declared,
      Map<String, String> set,
      Map<String, String> outside,
      List<String> unset,
      boolean beside,
      String within,
      @Nullable ShortForm form) {}

  /** With the keys that all variants have. */
  ShortForm variant(ShortForm one) {
    SequencedMap<String, Key> all = new LinkedHashMap<>(keys);
    all.putAll(one.keys);
    return new ShortForm(
        one.description,
        target,
        each,
        named,
        scalar,
        document,
        one.defaults,
        one.always,
        all,
        variants);
  }

  /** What a user can write, for suggestions. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(keys.keySet());
    if (target != null) {
      names.addAll(new TreeSet<>(BlockForm.RESOURCE.code().keySet()));
      names.addAll(new TreeSet<>(BlockForm.RESOURCE.blocks().keySet()));
    }
    if (!variants.isEmpty()) {
      names.add("type");
    }
    return names;
  }
}
