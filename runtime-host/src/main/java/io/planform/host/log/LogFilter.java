package io.planform.host.log;

import java.util.Map;

/**
 * Which entries are wanted.
 *
 * @param from earliest time in milliseconds since 1970
 * @param to latest
 * @param labels that they have
 * @param keywords a part of the text, in either case; empty for any
 */
record LogFilter(long from, long to, Map<String, String> labels, String keywords) {

  static final LogFilter ALL = new LogFilter(0, Long.MAX_VALUE, Map.of(), "");

  LogFilter since(long earliest) {
    return new LogFilter(Math.max(from, earliest), to, labels, keywords);
  }

  boolean matches(LogEntry entry) {
    return entry.time() >= from
        && entry.time() <= to
        && (labels.isEmpty() || entry.allLabels().entrySet().containsAll(labels.entrySet()))
        && (keywords.isEmpty() || indexOf(entry.text(), keywords, 0) >= 0);
  }

  /** Where a part begins, in either case; -1 where it is not there. */
  static int indexOf(String text, String part, int from) {
    for (int at = from; at <= text.length() - part.length(); at++) {
      if (text.regionMatches(true, at, part, 0, part.length())) {
        return at;
      }
    }
    return -1;
  }
}
