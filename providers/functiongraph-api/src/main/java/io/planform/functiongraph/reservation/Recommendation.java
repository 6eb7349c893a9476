package io.planform.functiongraph.reservation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a forecast of the load is to be best at: the user guide's chapter 12. */
public enum Recommendation {
  HIGH_PERFORMANCE("high_performance"),
  BALANCED("balanced"),
  LOW_COST("low_cost");

  private final String word;

  Recommendation(String word) {
    this.word = word;
  }

  /** As manifests and the API spell it. */
  public String word() {
    return word;
  }

  public static Optional<Recommendation> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Recommendation::word).toList();
  }
}
