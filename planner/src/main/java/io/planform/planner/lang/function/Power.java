package io.planform.planner.lang.function;

/**
 * Powers of floating-point numbers by repeated squaring of the mantissa, as Terraform computes
 * them: the last digits differ from those of {@link Math#pow}.
 */
final class Power {
  private static final int MAX_EXPONENT = 1 << 12;

  private Power() {}

  static double of(double base, double power) {
    double size = Math.abs(power);
    if (power == 0 || base == 1) {
      return 1;
    }
    if (base == 0 || !Double.isFinite(base) || size >= 0x1p63) {
      return Math.pow(base, power);
    }
    if (size == 0.5) {
      return power > 0 ? Math.sqrt(base) : 1 / Math.sqrt(base);
    }
    double whole = Math.floor(size);
    double fraction = size - whole;
    if (fraction != 0 && base < 0) {
      return Double.NaN;
    }
    double mantissa = 1;
    if (fraction != 0) {
      if (fraction > 0.5) {
        fraction--;
        whole++;
      }
      mantissa = Math.exp(fraction * Math.log(base));
    }
    return raised(base, (long) whole, mantissa, power < 0);
  }

  private static double raised(double base, long power, double start, boolean inverse) {
    double mantissa = start;
    long exponent = 0;
    long squareExponent = Math.getExponent(base) + 1L;
    double square = Math.scalb(base, (int) -squareExponent);
    for (long bits = power; bits != 0; bits >>= 1) {
      if (Math.abs(squareExponent) > MAX_EXPONENT) {
        exponent += squareExponent;
        break;
      }
      if ((bits & 1) == 1) {
        mantissa *= square;
        exponent += squareExponent;
      }
      square *= square;
      squareExponent <<= 1;
      if (square < 0.5) {
        square += square;
        squareExponent--;
      }
    }
    if (inverse) {
      mantissa = 1 / mantissa;
      exponent = -exponent;
    }
    return Math.scalb(mantissa, (int) Math.clamp(exponent, -5000L, 5000L));
  }
}
