package io.planform.planner.render;

import java.util.ArrayList;
import java.util.List;

/** What two sequences have in common. */
final class Alignment {
  /** Above this many comparisons only the common beginning and end are found. */
  private static final long MOST = 4_000_000;

  private Alignment() {}

  /** Pairs of indices of equal elements, ascending, as many as possible. */
  static <T> List<int[]> of(List<T> before, List<T> after) {
    int start = 0;
    int shorter = Math.min(before.size(), after.size());
    while (start < shorter && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    List<int[]> pairs = new ArrayList<>();
    for (int index = 0; index < start; index++) {
      pairs.add(new int[] {index, index});
    }
    List<T> left = before.subList(start, before.size() - end);
    List<T> right = after.subList(start, after.size() - end);
    if ((long) left.size() * right.size() <= MOST) {
      middle(left, right, start, pairs);
    }
    for (int index = end; index > 0; index--) {
      pairs.add(new int[] {before.size() - index, after.size() - index});
    }
    return pairs;
  }

  private static <T> void middle(List<T> left, List<T> right, int offset, List<int[]> pairs) {
    int[][] common = new int[left.size() + 1][right.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        common[i][j] =
            left.get(i).equals(right.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < left.size() && j < right.size()) {
      if (left.get(i).equals(right.get(j))) {
        pairs.add(new int[] {offset + i++, offset + j++});
      } else if (common[i + 1][j] >= common[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }
}
