package io.planform.host.policy;

/**
 * A text in which every {@code *} stands for any characters, none included.
 *
 * @param text to be matched as it is elsewhere
 */
record Wildcard(String text) {

  /**
   * Goes back to the last {@code *} only, so that no pattern takes more than a product of lengths.
   */
  boolean matches(String value) {
    int at = 0;
    int star = -1;
    int resume = 0;
    for (int i = 0; i < value.length(); ) {
      if (at < text.length() && text.charAt(at) == '*') {
        star = at++;
        resume = i;
      } else if (at < text.length() && text.charAt(at) == value.charAt(i)) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++resume;
      } else {
        return false;
      }
    }
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    return at == text.length();
  }
}
