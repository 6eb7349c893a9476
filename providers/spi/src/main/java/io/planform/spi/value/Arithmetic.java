package io.planform.spi.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Computes as Terraform does: with binary numbers of 512 bits, to nearest, ties to even. Each is
 * stood for by the shortest decimal number that it is the nearest of; so {@code 0.1} is {@code 0.1}
 * but {@code 1.1 + 2.2} is not quite {@code 3.3}.
 */
public final class Arithmetic {
  /** Less than zero by its sign only: what {@code 0 * -1} gives, and shown as {@code -0}. */
  public static final BigDecimal NEGATIVE_ZERO = new BigDecimal(BigInteger.ZERO, 1);

  private static final int BITS = 512;

  /** Decimals of so many digits are told apart by 512 bits, so each stands for itself. */
  private static final int SAFE_DIGITS = 153;

  private static final int MOST_DIGITS = 156;

  private Arithmetic() {}

  /** {@code mantissa * 2^exponent}. */
  private record Binary(BigInteger mantissa, int exponent) {

    static Binary of(BigDecimal number) {
      if (number.scale() <= 0) {
        return rounded(number.toBigInteger(), 0, false);
      }
      BigInteger divisor = BigInteger.TEN.pow(number.scale());
      return quotient(number.unscaledValue(), divisor);
    }

    static Binary quotient(BigInteger dividend, BigInteger divisor) {
      int shift = Math.max(0, BITS + 2 + divisor.bitLength() - dividend.bitLength());
      BigInteger[] parts = dividend.shiftLeft(shift).divideAndRemainder(divisor);
      return rounded(parts[0], -shift, parts[1].signum() != 0);
    }

    /**
     * @param more whether a bit of it was cut off already
     */
    static Binary rounded(BigInteger mantissa, int exponent, boolean more) {
      BigInteger size = mantissa.abs();
      int excess = size.bitLength() - BITS;
      if (excess <= 0) {
        return new Binary(mantissa, exponent);
      }
      BigInteger kept = size.shiftRight(excess);
      boolean half = size.testBit(excess - 1);
      boolean beyond = more || size.getLowestSetBit() < excess - 1;
      if (half && (beyond || kept.testBit(0))) {
        kept = kept.add(BigInteger.ONE);
      }
      return new Binary(mantissa.signum() < 0 ? kept.negate() : kept, exponent + excess);
    }

    BigDecimal exact() {
      return exponent >= 0
          ? new BigDecimal(mantissa.shiftLeft(exponent))
          : new BigDecimal(mantissa.multiply(BigInteger.valueOf(5).pow(-exponent)), -exponent);
    }

    BigDecimal shortest() {
      BigDecimal exact = exact();
      if (exact.precision() <= SAFE_DIGITS) {
        return exact;
      }
      for (int digits = SAFE_DIGITS; digits < MOST_DIGITS; digits++) {
        BigDecimal candidate = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (of(candidate).exact().compareTo(exact) == 0) {
          return candidate;
        }
      }
      return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }
  }

  /** The number as 512 bits hold it. */
  public static BigDecimal rounded(BigDecimal number) {
    return number.precision() <= SAFE_DIGITS ? number : Binary.of(number).shortest();
  }

  public static BigDecimal negate(BigDecimal number) {
    if (number.signum() != 0) {
      return number.negate();
    }
    return isNegative(number) ? BigDecimal.ZERO : NEGATIVE_ZERO;
  }

  public static BigDecimal add(BigDecimal left, BigDecimal right) {
    return isSafe(left) && isSafe(right)
        ? rounded(left.add(right))
        : nearest(binary(left).add(binary(right)));
  }

  public static BigDecimal subtract(BigDecimal left, BigDecimal right) {
    return add(left, right.negate());
  }

  public static BigDecimal multiply(BigDecimal left, BigDecimal right) {
    if (left.signum() == 0 || right.signum() == 0) {
      return zero(left, right);
    }
    return isSafe(left) && isSafe(right)
        ? rounded(left.multiply(right))
        : nearest(binary(left).multiply(binary(right)));
  }

  /**
   * @throws ArithmeticException if the divisor is zero
   */
  public static BigDecimal divide(BigDecimal dividend, BigDecimal divisor) {
    if (divisor.signum() == 0) {
      throw new ArithmeticException("division by zero");
    }
    return dividend.signum() == 0
        ? zero(dividend, divisor)
        : quotient(dividend, divisor).shortest();
  }

  private static Binary quotient(BigDecimal dividend, BigDecimal divisor) {
    Binary left = Binary.of(dividend);
    Binary right = Binary.of(divisor);
    Binary quotient =
        Binary.quotient(
            left.mantissa(),
            right.mantissa().signum() < 0 ? right.mantissa().negate() : right.mantissa());
    return new Binary(
        right.mantissa().signum() < 0 ? quotient.mantissa().negate() : quotient.mantissa(),
        quotient.exponent() + left.exponent() - right.exponent());
  }

  /**
   * What is left of the dividend, with its sign, when the quotient is cut off behind the point; by
   * zero, the dividend.
   */
  public static BigDecimal remainder(BigDecimal dividend, BigDecimal divisor) {
    if (divisor.signum() == 0 || dividend.signum() == 0) {
      return dividend;
    }
    if (isSafe(dividend) && isSafe(divisor)) {
      return dividend.remainder(divisor);
    }
    BigInteger times = quotient(dividend, divisor).exact().toBigInteger();
    BigDecimal product = Binary.of(binary(divisor).multiply(new BigDecimal(times))).exact();
    return nearest(binary(dividend).subtract(product));
  }

  /** Whole numbers of a usual size are the same in binary. */
  private static boolean isSafe(BigDecimal number) {
    return number.scale() <= 0 && number.precision() - number.scale() <= SAFE_DIGITS / 2;
  }

  private static BigDecimal binary(BigDecimal number) {
    return Binary.of(number).exact();
  }

  private static BigDecimal nearest(BigDecimal exact) {
    return Binary.of(exact).shortest();
  }

  private static BigDecimal zero(BigDecimal left, BigDecimal right) {
    return isNegative(left) == isNegative(right) ? BigDecimal.ZERO : NEGATIVE_ZERO;
  }

  @SuppressWarnings("ReferenceEquality")
  static boolean isNegative(BigDecimal number) {
    return number.signum() < 0 || number == NEGATIVE_ZERO;
  }

  /** The same number in the one form that has no zeros at its end. */
  static BigDecimal canonical(BigDecimal number) {
    if (number.signum() != 0) {
      return rounded(number).stripTrailingZeros();
    }
    return isNegative(number) ? NEGATIVE_ZERO : BigDecimal.ZERO;
  }
}
