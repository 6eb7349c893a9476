package io.planform.host.alarm;

import io.planform.host.metric.Statistics;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;

/**
 * When a rule is broken: its metric's values of each of the last periods, taken together, compare
 * so with a threshold.
 *
 * @param periodSeconds whole minutes
 * @param filter how the minutes of a period are taken together
 * @param operator compares with the threshold
 * @param count how many periods in a row
 */
record Condition(
    int periodSeconds, String filter, String operator, double threshold, String unit, int count) {
  private static final Set<Integer> PERIODS = Set.of(60, 300, 1200, 3600, 14400, 86400);
  private static final Set<String> FILTERS = Set.of("average", "max", "min", "sum");
  private static final int MOST_PERIODS = 5;
  private static final long LONGEST_SECONDS = 3 * 86_400L;

  private static final Map<String, DoubleBinaryOperator> OPERATORS =
      Map.of(
          ">", (value, limit) -> value > limit ? 1 : 0,
          ">=", (value, limit) -> value >= limit ? 1 : 0,
          "<", (value, limit) -> value < limit ? 1 : 0,
          "<=", (value, limit) -> value <= limit ? 1 : 0,
          "=", (value, limit) -> value == limit ? 1 : 0);

  /**
   * @throws ApiException for what would not be acted on
   */
  static Condition of(Fields fields) {
    fields.refuseOthersThan(
        Set.of("period", "filter", "comparison_operator", "value", "unit", "count"));
    int period = fields.requiredInteger("period");
    // Cloud Eye's period 1 is the metric's own, which is a minute here.
    period = period == 1 ? 60 : period;
    String filter = fields.requiredText("filter");
    String operator = fields.requiredText("comparison_operator");
    int count = fields.integer("count").orElse(1);
    double threshold =
        fields
            .any("value")
            .filter(value -> value.isNumber())
            .orElseThrow(() -> ApiException.invalid("The field condition.value is a number."))
            .doubleValue();
    require(PERIODS.contains(period), "condition.period is 1, 60, 300, 1200, 3600, 14400 or 86400");
    require(FILTERS.contains(filter), "condition.filter is average, max, min or sum");
    require(OPERATORS.containsKey(operator), "condition.comparison_operator is >, >=, <, <= or =");
    require(
        count >= 1 && count <= MOST_PERIODS && (long) period * count <= LONGEST_SECONDS,
        "condition.count is 1 to 5, and the periods are three days together at most");
    return new Condition(
        period, filter, operator, threshold, fields.text("unit").orElse(""), count);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw ApiException.invalid("The field " + rule + ".");
    }
  }

  /** What an evaluation looks back. */
  long seconds() {
    return (long) periodSeconds * count;
  }

  /**
   * The last period's value; empty where nothing is known of it.
   *
   * @param minutes of {@link #seconds()}
   */
  OptionalDouble value(AlarmMetric metric, List<Statistics.Point> minutes) {
    return period(metric, minutes, count - 1);
  }

  private OptionalDouble period(AlarmMetric metric, List<Statistics.Point> minutes, int index) {
    int length = periodSeconds / 60;
    double[] values =
        minutes.subList(index * length, (index + 1) * length).stream()
            .map(metric::value)
            .flatMapToDouble(value -> value.isPresent() ? value.stream() : DoubleStream.empty())
            .toArray();
    DoubleStream stream = DoubleStream.of(values);
    return switch (filter) {
      case "max" -> stream.max();
      case "min" -> stream.min();
      case "sum" -> values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(stream.sum());
      default -> stream.average();
    };
  }

  /** Whether every period compares so; empty where nothing is known of one. */
  Optional<Boolean> isMet(AlarmMetric metric, List<Statistics.Point> minutes) {
    for (int i = 0; i < count; i++) {
      OptionalDouble value = period(metric, minutes, i);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      if (!compares(value.getAsDouble())) {
        return Optional.of(false);
      }
    }
    return Optional.of(true);
  }

  private boolean compares(double value) {
    DoubleBinaryOperator compare = OPERATORS.get(operator);
    return compare != null && compare.applyAsDouble(value, threshold) > 0;
  }
}
