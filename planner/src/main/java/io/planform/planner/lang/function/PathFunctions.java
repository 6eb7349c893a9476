package io.planform.planner.lang.function;

import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Value;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Paths as text, whether or not there is such a file. */
final class PathFunctions {
  private PathFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("abspath").takes("path", STRING).gives(STRING, PathFunctions::absolute),
        Function.named("basename")
            .takes("path", STRING)
            .gives(STRING, a -> Value.of(baseName(a.text(0)))),
        Function.named("dirname")
            .takes("path", STRING)
            .gives(STRING, a -> Value.of(directoryName(a.text(0)))),
        Function.named("pathexpand").takes("path", STRING).gives(STRING, PathFunctions::expand));
  }

  static String expanded(String path) {
    return path.equals("~") || path.startsWith("~/")
        ? clean(System.getProperty("user.home") + path.substring(1))
        : path;
  }

  private static Value expand(Arguments arguments) {
    String path = arguments.text(0);
    return path.startsWith("~") && path.length() > 1 && path.charAt(1) != '/'
        ? arguments.fail("the home directory of another user is not known here")
        : Value.of(expanded(path));
  }

  private static Value absolute(Arguments arguments) {
    try {
      Path path = arguments.surroundings().baseDirectory().resolve(arguments.text(0));
      return Value.of(path.toAbsolutePath().normalize().toString());
    } catch (InvalidPathException e) {
      return arguments.fail(0, "not a path: " + e.getReason());
    }
  }

  private static String baseName(String path) {
    if (path.isEmpty()) {
      return ".";
    }
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return end == 0 ? "/" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }

  private static String directoryName(String path) {
    return clean(path.substring(0, path.lastIndexOf('/') + 1));
  }

  static String clean(String path) {
    boolean absolute = path.startsWith("/");
    StringBuilder clean = new StringBuilder();
    int names = 0;
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (!name.equals("..")) {
        names++;
      } else if (names > 0) {
        clean.setLength(Math.max(0, clean.lastIndexOf("/")));
        names--;
        continue;
      } else if (absolute) {
        continue;
      }
      clean.append(clean.isEmpty() ? "" : "/").append(name);
    }
    if (absolute) {
      return "/" + clean;
    }
    return clean.isEmpty() ? "." : clean.toString();
  }
}
