package io.planform.host.code;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import java.util.Base64;

/** Packages in the fields of requests. */
public final class Base64Content {
  private Base64Content() {}

  /**
   * @param field names it in the message
   * @throws ApiException FSS.1011 for what is not Base64; line breaks are allowed
   */
  public static byte[] decode(String text, String field) {
    if (!text.chars().allMatch(Base64Content::isAllowed)) {
      throw invalid(field);
    }
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw invalid(field);
    }
  }

  /** The decoder that allows line breaks would skip anything else, too. */
  private static boolean isAllowed(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || "+/=\r\n".indexOf(c) >= 0;
  }

  private static ApiException invalid(String field) {
    return new ApiException(FgsError.FSS_1011, field + " is not Base64.");
  }
}
