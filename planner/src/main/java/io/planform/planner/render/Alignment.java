package io.planform.planner.render;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What two sequences have in common. */
final class Alignment {
  /** Above this many comparisons only the common beginning and end are found. */
  private static final long MOST = 4_000_000;

  private Alignment() {}

  /** Elements that belong together; null where there is none. */
  record Pair<T>(@Nullable T before, @Nullable T after) {
    boolean isSame() {
      return before != null && before.equals(after);
    }
  }

  /** The first with the first and so on, of two lists of one length. */
  static <T> List<Pair<T>> byPlace(List<T> before, List<T> after) {
    List<Pair<T>> pairs = new ArrayList<>();
    for (int index = 0; index < before.size(); index++) {
      pairs.add(new Pair<>(before.get(index), after.get(index)));
    }
    return pairs;
  }

  /**
   * As many equal elements as possible, in order. Between them elements go, then others come, but
   * two that are comparable make one that changes.
   */
  static <T> List<Pair<T>> of(List<T> before, List<T> after, Predicate<T> isComparable) {
    List<Pair<T>> pairs = new ArrayList<>();
    int from = 0;
    int to = 0;
    for (int[] equal : earliest(equals(before, after), before, after)) {
      between(before.subList(from, equal[0]), after.subList(to, equal[1]), isComparable, pairs);
      pairs.add(new Pair<>(before.get(equal[0]), after.get(equal[1])));
      from = equal[0] + 1;
      to = equal[1] + 1;
    }
    between(
        before.subList(from, before.size()), after.subList(to, after.size()), isComparable, pairs);
    return pairs;
  }

  /** The same elements in common, each where it comes first in either list. */
  private static <T> List<int[]> earliest(List<int[]> pairs, List<T> before, List<T> after) {
    int from = 0;
    int to = 0;
    List<int[]> first = new ArrayList<>(pairs.size());
    for (int[] pair : pairs) {
      T element = before.get(pair[0]);
      while (!before.get(from).equals(element)) {
        from++;
      }
      while (!after.get(to).equals(element)) {
        to++;
      }
      first.add(new int[] {from++, to++});
    }
    return first;
  }

  private static <T> void between(
      List<T> removed, List<T> added, Predicate<T> isComparable, List<Pair<T>> pairs) {
    int taken = 0;
    for (T gone : removed) {
      boolean isChange =
          taken < added.size() && isComparable.test(gone) && isComparable.test(added.get(taken));
      pairs.add(new Pair<>(gone, isChange ? added.get(taken++) : null));
    }
    added.subList(taken, added.size()).forEach(come -> pairs.add(new Pair<>(null, come)));
  }

  /** Pairs of indices of equal elements, ascending, as many as possible. */
  private static <T> List<int[]> equals(List<T> before, List<T> after) {
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
