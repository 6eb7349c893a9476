package io.planform.planner.lang.file;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of file names: {@code ?} and {@code *} within a name, {@code **} for any folders,
 * {@code [a-z]}, {@code {a,b}}, and a backslash before what stands for itself.
 *
 * @param depth how many names deep a path can be that matches
 */
public record Wildcard(Pattern pattern, int depth) {

  /** Null if a bracket or brace is not closed. */
  public static @Nullable Wildcard parse(String text) {
    StringBuilder regex = new StringBuilder();
    int braces = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '*' -> {
          boolean folders = folders(text, i);
          if (folders && text.startsWith("**/", i)) {
            regex.append("(?:.*/)?");
            i += 2;
          } else if (folders) {
            regex.append(".*");
            i++;
          } else {
            regex.append("[^/]*");
          }
        }
        case '?' -> regex.append("[^/]");
        case '{' -> {
          braces++;
          regex.append("(?:");
        }
        case '}' -> {
          regex.append(braces > 0 ? ")" : "\\}");
          braces = Math.max(0, braces - 1);
        }
        case ',' -> regex.append(braces > 0 ? "|" : ",");
        case '[' -> {
          int end = classEnd(text, i);
          if (end < 0) {
            return null;
          }
          regex.append(characterClass(text.substring(i + 1, end)));
          i = end;
        }
        case '\\' -> {
          if (++i == text.length()) {
            return null;
          }
          regex.append(Pattern.quote(text.substring(i, i + 1)));
        }
        default -> regex.append(Pattern.quote(text.substring(i, i + 1)));
      }
    }
    if (braces > 0) {
      return null;
    }
    try {
      int names = (int) text.chars().filter(c -> c == '/').count() + 1;
      return new Wildcard(
          Pattern.compile(regex.toString(), Pattern.DOTALL),
          text.contains("**") ? Integer.MAX_VALUE : names);
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  /** Two stars that are a whole name of the path. */
  private static boolean folders(String text, int at) {
    boolean starts = at == 0 || text.charAt(at - 1) == '/';
    return starts
        && text.startsWith("**", at)
        && (at + 2 == text.length() || text.charAt(at + 2) == '/');
  }

  private static int classEnd(String text, int open) {
    int at = open + 1;
    while (at < text.length()) {
      if (text.charAt(at) == '\\') {
        at++;
      } else if (text.charAt(at) == ']' && at > open + 1) {
        return at;
      }
      at++;
    }
    return -1;
  }

  private static String characterClass(String text) {
    boolean negated = text.startsWith("^");
    String members = negated ? text.substring(1) : text;
    return (negated ? "[^/" : "[") + members.replace("[", "\\[").replace("&", "\\&") + "]";
  }

  public boolean matches(String path) {
    return pattern.matches(path);
  }
}
