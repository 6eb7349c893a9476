package io.planform.runtime;

import com.huawei.services.runtime.RuntimeLogger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The logger of one invocation. */
final class StandardOutputLogger implements RuntimeLogger {
  private enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  private final String requestId;
  private volatile Level least = Level.DEBUG;

  StandardOutputLogger(String requestId) {
    this.requestId = requestId;
  }

  @Override
  public void log(String text) {
    print(Level.INFO, text);
  }

  @Override
  public void debug(String text) {
    write(Level.DEBUG, text);
  }

  @Override
  public void info(String text) {
    write(Level.INFO, text);
  }

  @Override
  public void warn(String text) {
    write(Level.WARN, text);
  }

  @Override
  public void error(String text) {
    write(Level.ERROR, text);
  }

  @Override
  public void setLevel(String level) {
    least = Level.valueOf(level.toUpperCase(Locale.ROOT));
  }

  private void write(Level level, String text) {
    if (level.compareTo(least) >= 0) {
      print(level, text);
    }
  }

  private void print(Level level, String text) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    System.out.println(now + " " + requestId + " " + level + " " + text);
  }
}
