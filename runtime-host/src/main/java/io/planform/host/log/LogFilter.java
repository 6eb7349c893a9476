package io.planform.host.log;

/**
 * Which entries are wanted; empty texts mean all.
 *
 * @param from earliest time in milliseconds since 1970
 * @param to latest
 * @param keywords a part of the text, in either case
 */
record LogFilter(
    long from, long to, String requestId, String version, String status, String keywords) {

  static final LogFilter ALL = new LogFilter(0, Long.MAX_VALUE, "", "", "", "");

  LogFilter since(long earliest) {
    return new LogFilter(Math.max(from, earliest), to, requestId, version, status, keywords);
  }

  boolean matches(LogEntry entry) {
    return entry.time() >= from
        && entry.time() <= to
        && is(requestId, entry.requestId())
        && is(version, entry.version())
        && is(status, entry.status().text())
        && contains(entry.text(), keywords);
  }

  private static boolean is(String wanted, String value) {
    return wanted.isEmpty() || wanted.equals(value);
  }

  private static boolean contains(String text, String part) {
    for (int at = 0; at <= text.length() - part.length(); at++) {
      if (text.regionMatches(true, at, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }
}
