package io.planform.host.ingestion;

import io.planform.host.server.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to read on.
 *
 * @param sequence of the record that is read next
 */
record Cursor(Partition partition, long sequence) {
  private static final Pattern FORM = Pattern.compile("([0-9a-f]{32})/([0-9]{1,10})/([0-9]{1,18})");

  /** As clients have it, who need not understand it. */
  String text() {
    String form = "%s/%d/%d".formatted(partition.stream().id(), partition.number(), sequence);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(form.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws ApiException FSS.0400 for what is no cursor, FSS.0404 where the stream is gone
   */
  static Cursor of(String text, DataStreams streams) {
    Matcher form = FORM.matcher(decoded(text));
    if (!form.matches()) {
      throw ApiException.invalid("The parameter partition-cursor is no cursor of this host.");
    }
    Partition partition = Partition.of(streams.byId(form.group(1)), form.group(2));
    return new Cursor(partition, Long.parseLong(form.group(3)));
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
