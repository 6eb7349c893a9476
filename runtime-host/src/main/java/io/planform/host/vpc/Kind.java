package io.planform.host.vpc;

/**
 * What Virtual Private Cloud's API makes.
 *
 * @see NetworkObject
 */
enum Kind {
  VPC("VPC"),
  SUBNET("subnet"),
  GROUP("security group"),
  RULE("security-group rule");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** In messages. */
  String word() {
    return word;
  }
}
