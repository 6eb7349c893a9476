package io.planform.functiongraph.signature;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parsed {@code Authorization} header of a signed request. */
record Authorization(String accessKey, List<String> signedHeaders, String signature) {
  private static final Pattern FORM =
      Pattern.compile(
          "SDK-HMAC-SHA256 +Access=([^,\\s]+), *SignedHeaders=([^,\\s]+), *Signature=([0-9a-f]{64})");

  static Optional<Authorization> parse(String header) {
    Matcher matcher = FORM.matcher(header.strip());
    return matcher.matches()
        ? Optional.of(
            new Authorization(
                matcher.group(1), List.of(matcher.group(2).split(";")), matcher.group(3)))
        : Optional.empty();
  }
}
