package io.planform.planner.plan.code;

import java.util.List;

/**
 * What happens to one file of a code package.
 *
 * @param before size in bytes; -1 if the file is new
 * @param after size in bytes; -1 if the file goes
 * @param lines a unified difference without its head; empty where the content is no text, or is too
 *     long
 */
public record FileChange(String path, long before, long after, List<String> lines) {
  public FileChange {
    lines = List.copyOf(lines);
  }

  public boolean isNew() {
    return before < 0;
  }

  public boolean isGone() {
    return after < 0;
  }
}
