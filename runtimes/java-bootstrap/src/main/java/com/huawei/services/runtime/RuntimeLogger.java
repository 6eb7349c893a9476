package com.huawei.services.runtime;

/** Writes lines of the form {@code <time>Z <request id> <LEVEL> <text>} to standard output. */
public interface RuntimeLogger {

  /** Writes whatever the level. */
  void log(String text);

  void debug(String text);

  void info(String text);

  void warn(String text);

  void error(String text);

  /**
   * Drops what is less severe than this.
   *
   * @param level {@code DEBUG}, {@code INFO}, {@code WARN} or {@code ERROR}, in any case
   */
  void setLevel(String level);
}
