package io.planform.planner.lang.function;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Terraform keeps numbers in binary with 512 bits. Where digits are cut off, what lies half way in
 * decimal may lie a little above or below it in binary, and is rounded accordingly.
 */
final class BinaryFloat {
  private static final int BITS = 512;

  private BinaryFloat() {}

  /** The exact decimal value of the binary number that is nearest to a number of at least 0. */
  static BigDecimal nearest(BigDecimal number) {
    if (number.signum() == 0 || number.scale() <= 0) {
      return number;
    }
    BigInteger numerator = number.unscaledValue();
    BigInteger denominator = BigInteger.TEN.pow(number.scale());
    int shift = BITS + 1 + denominator.bitLength() - numerator.bitLength();
    BigInteger quotient =
        shift >= 0
            ? numerator.shiftLeft(shift).divide(denominator)
            : numerator.divide(denominator.shiftLeft(-shift));
    int excess = quotient.bitLength() - BITS;
    BigInteger half = BigInteger.ONE.shiftLeft(excess - 1);
    BigInteger mantissa = quotient.add(half).shiftRight(excess);
    int exponent = excess - shift;
    return exponent >= 0
        ? new BigDecimal(mantissa.shiftLeft(exponent))
        : new BigDecimal(mantissa).divide(new BigDecimal(BigInteger.ONE.shiftLeft(-exponent)));
  }
}
