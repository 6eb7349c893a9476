package io.planform.host.function;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;

/** The free text that describes a function, a version or an alias. */
public final class Description {
  private static final int LONGEST = 512;

  private Description() {}

  /**
   * @throws ApiException FSS.1019 for one that is too long
   */
  public static String checked(String description) {
    if (description.length() > LONGEST) {
      throw new ApiException(
          FgsError.FSS_1019,
          "It has %d characters; the limit is %d.".formatted(description.length(), LONGEST));
    }
    return description;
  }
}
