package io.planform.host.network;

import java.util.List;

/** What an instance reaches. */
public sealed interface Access {

  /** The public internet, and nothing else. */
  enum Internet implements Access {
    ONLY
  }

  /** Nothing but itself. */
  enum Nothing implements Access {
    ELSE
  }

  /**
   * What its security groups allow in a virtual private cloud.
   *
   * @param groups by their ids
   */
  record InVpc(String vpc, String subnet, List<String> groups) implements Access {}
}
