package io.planform.planner.lang.function;

import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses of networks and of hosts in them. */
final class AddressFunctions {
  private AddressFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("cidrhost")
            .takes("prefix", STRING)
            .takes("hostnum", NUMBER)
            .gives(STRING, AddressFunctions::host),
        Function.named("cidrnetmask")
            .takes("prefix", STRING)
            .gives(STRING, AddressFunctions::netmask),
        Function.named("cidrsubnet")
            .takes("prefix", STRING)
            .takes("newbits", NUMBER)
            .takes("netnum", NUMBER)
            .gives(STRING, AddressFunctions::subnet),
        Function.named("cidrsubnets")
            .takes("prefix", STRING)
            .takesAny("newbits", NUMBER)
            .gives(Type.list(STRING), AddressFunctions::subnets));
  }

  private static @Nullable Network network(Arguments arguments, int blamed) {
    Network network = Network.parse(arguments.text(0));
    if (network == null) {
      arguments.fail(
          blamed,
          "invalid CIDR expression: \"" + arguments.text(0) + "\" is not like \"10.0.0.0/8\"");
    }
    return network;
  }

  private static @Nullable BigInteger whole(Arguments arguments, int index) {
    BigDecimal number = arguments.number(index);
    if (number.scale() > 0) {
      arguments.fail("a whole number is required");
      return null;
    }
    return number.toBigInteger();
  }

  private static Value host(Arguments arguments) {
    Network network = network(arguments, -1);
    BigInteger number = whole(arguments, 1);
    if (network == null || number == null) {
      return Arguments.none();
    }
    BigInteger size = BigInteger.ONE.shiftLeft(network.bits() - network.prefix());
    BigInteger wanted = number.signum() < 0 ? number.add(size) : number;
    if (wanted.signum() < 0 || wanted.compareTo(size) >= 0) {
      return arguments.fail(
          "prefix of " + network.prefix() + " does not accommodate a host numbered " + number);
    }
    return Value.of(network.address(network.base().add(wanted)));
  }

  private static Value netmask(Arguments arguments) {
    Network network = network(arguments, -1);
    if (network == null) {
      return Arguments.none();
    }
    if (network.bits() != 32) {
      return arguments.fail("IPv6 addresses cannot have a netmask: only IPv4 has them");
    }
    BigInteger mask =
        BigInteger.ONE
            .shiftLeft(network.prefix())
            .subtract(BigInteger.ONE)
            .shiftLeft(32 - network.prefix());
    return Value.of(network.address(mask));
  }

  private static Value subnet(Arguments arguments) {
    Network network = network(arguments, -1);
    int newBits = arguments.integer(1);
    BigInteger number = whole(arguments, 2);
    if (network == null || number == null || arguments.problem() != null) {
      return Arguments.none();
    }
    if (newBits < 0 || number.signum() < 0) {
      return arguments.fail("neither the new bits nor the number of the subnet can be negative");
    }
    if (newBits > network.bits() - network.prefix()) {
      return arguments.fail(
          "insufficient address space to extend prefix of " + network.prefix() + " by " + newBits);
    }
    if (number.compareTo(BigInteger.ONE.shiftLeft(newBits)) >= 0) {
      return arguments.fail(
          "prefix extension of " + newBits + " does not accommodate a subnet numbered " + number);
    }
    int prefix = network.prefix() + newBits;
    BigInteger base = network.base().add(number.shiftLeft(network.bits() - prefix));
    return Value.of(network.address(base) + "/" + prefix);
  }

  /** Consecutive subnets, each starting at the next boundary of its size. */
  private static Value subnets(Arguments arguments) {
    Network network = network(arguments, 0);
    if (network == null) {
      return Arguments.none();
    }
    BigInteger next = network.base();
    BigInteger limit = next.add(BigInteger.ONE.shiftLeft(network.bits() - network.prefix()));
    List<String> subnets = new ArrayList<>();
    for (int i = 1; i < arguments.count(); i++) {
      if (arguments.number(i).scale() > 0) {
        return arguments.fail(i, "a whole number is required");
      }
      int newBits = arguments.number(i).min(BigDecimal.valueOf(1_000)).intValue();
      if (newBits < 1) {
        return arguments.fail(i, "must extend prefix by at least one bit");
      }
      if (newBits > 32) {
        return arguments.fail(i, "may not extend prefix by more than 32 bits");
      }
      int prefix = network.prefix() + newBits;
      if (prefix > network.bits()) {
        return arguments.fail(
            i, "would extend prefix to " + prefix + " bits, which is too long for such an address");
      }
      int hostBits = network.bits() - prefix;
      BigInteger size = BigInteger.ONE.shiftLeft(hostBits);
      BigInteger start =
          next.add(size).subtract(BigInteger.ONE).shiftRight(hostBits).shiftLeft(hostBits);
      next = start.add(size);
      if (next.compareTo(limit) > 0) {
        return arguments.fail(
            i,
            "not enough remaining address space for a subnet with a prefix of " + prefix + " bits");
      }
      subnets.add(network.address(start) + "/" + prefix);
    }
    return Value.ofStrings(subnets);
  }
}
