package io.planform.utility.archive;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/** What of a folder is left out. */
final class Exclusions {
  private final List<PathMatcher> patterns = new ArrayList<>();
  private final boolean linkedFolders;

  Exclusions(List<String> patterns, boolean linkedFolders) {
    this.linkedFolders = linkedFolders;
    for (String pattern : patterns) {
      add(pattern);
      if (pattern.startsWith("**/")) {
        // Java's ** asks for a parent; everybody else's does not.
        add(pattern.substring("**/".length()));
      }
    }
  }

  private void add(String pattern) {
    patterns.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern.replaceAll("/+$", "")));
  }

  /**
   * @param relative to the folder; what is below an excluded folder is not asked for
   */
  boolean exclude(Path relative) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(relative));
  }

  boolean excludeLinkedFolders() {
    return linkedFolders;
  }
}
