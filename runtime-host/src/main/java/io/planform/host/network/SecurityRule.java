package io.planform.host.network;

/**
 * A rule of a security group. Rules of lower priorities decide first, and of equal ones those that
 * deny.
 *
 * @param group whose members it holds for
 * @param ingress whether it is of what comes to members, or else of what they begin
 * @param priority 1 to 100
 * @param protocol {@code tcp}, {@code udp} or {@code icmp}; empty for any
 * @param ports {@code 80,8000-8100}; empty for any
 */
public record SecurityRule(
    String group,
    boolean ingress,
    boolean allows,
    int priority,
    String protocol,
    String ports,
    Remote remote) {

  /** The other side. */
  public sealed interface Remote {}

  public record Range(Cidr range) implements Remote {
    public static final Range ALL = new Range(new Cidr(0, 0));
  }

  /** The members of a group, this one or another. */
  public record Members(String group) implements Remote {}
}
