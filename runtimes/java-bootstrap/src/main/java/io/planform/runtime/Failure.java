package io.planform.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Errors as the host wants them. */
final class Failure {
  private Failure() {}

  /** {@code {errorMessage, errorType, stackTrace}}, without our own frames. */
  static Map<String, Object> describe(Throwable thrown) {
    Map<String, Object> members = new LinkedHashMap<>();
    String message = thrown.getMessage();
    members.put("errorMessage", message == null ? thrown.getClass().getName() : message);
    members.put("errorType", thrown.getClass().getName());
    List<String> trace = new ArrayList<>();
    int causes = 0;
    for (Throwable part = thrown; part != null && causes < 10; part = part.getCause(), causes++) {
      trace.add((causes == 0 ? "" : "Caused by: ") + part);
      for (StackTraceElement frame : part.getStackTrace()) {
        if (frame.getClassName().startsWith("io.planform.runtime.")) {
          break;
        }
        if (!frame.getClassName().startsWith("jdk.internal.reflect.")
            && !frame.getClassName().equals("java.lang.reflect.Method")) {
          trace.add("at " + frame);
        }
      }
    }
    members.put("stackTrace", trace);
    return members;
  }
}
