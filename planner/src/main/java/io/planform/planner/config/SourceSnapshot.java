package io.planform.planner.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a configuration with all its modules, as they were read.
 *
 * @param files texts by name, relative to the root's directory
 * @param directories of modules, relative to the root's
 */
public record SourceSnapshot(
    SortedMap<String, String> files, SequencedMap<ModulePath, String> directories) {

  public SourceSnapshot {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    directories = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(directories));
  }
}
