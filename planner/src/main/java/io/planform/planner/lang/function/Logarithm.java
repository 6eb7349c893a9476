package io.planform.planner.lang.function;

/**
 * Natural logarithms by the series of W. Remez for {@code log(1 + f)}, in the order of operations
 * in which Terraform computes them: the last digit can differ from that of {@link Math#log}.
 */
final class Logarithm {
  private static final double LN2_HIGH = 0.6931471803691238;
  private static final double LN2_LOW = 1.9082149292705877e-10;

  /** Coefficients of the even powers of {@code f / (2 + f)}, from the second on. */
  private static final double[] SERIES = {
    0.6666666666666735,
    0.3999999999940942,
    0.2857142874366239,
    0.22222198432149784,
    0.1818357216161805,
    0.15313837699209373,
    0.14798198605116586
  };

  private Logarithm() {}

  static double of(double number) {
    if (number <= 0 || !Double.isFinite(number)) {
      return Math.log(number);
    }
    int exponent = Math.getExponent(number) + 1;
    double fraction = Math.scalb(number, -exponent);
    if (fraction < Math.sqrt(2) / 2) {
      fraction *= 2;
      exponent--;
    }
    double f = fraction - 1;
    double s = f / (2 + f);
    double s2 = s * s;
    double s4 = s2 * s2;
    double odd = s2 * (SERIES[0] + s4 * (SERIES[2] + s4 * (SERIES[4] + s4 * SERIES[6])));
    double even = s4 * (SERIES[1] + s4 * (SERIES[3] + s4 * SERIES[5]));
    double half = 0.5 * f * f;
    return exponent * LN2_HIGH - ((half - (s * (half + (odd + even)) + exponent * LN2_LOW)) - f);
  }
}
