package io.planform.planner.manifest.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the words in braces of the table mean.
 *
 * @param key the entry's name
 * @param parent the name of the entry around it
 * @param mapping the entry's settings
 */
record Names(String key, String parent, YamlNode.Mapping mapping) {
  private static final Pattern WORD = Pattern.compile("\\{([a-z_]+)\\}");

  Names within(YamlNode.Mapping inner) {
    return new Names(key, parent, inner);
  }

  /**
   * @param value what {@code {value}} means
   * @return null if a key that is named has no text
   */
  @Nullable String expand(String text, String value) {
    Matcher words = WORD.matcher(text);
    StringBuilder expanded = new StringBuilder();
    while (words.find()) {
      String word =
          switch (words.group(1)) {
            case "key" -> key;
            case "parent" -> parent;
            case "value" -> value;
            default -> setting(words.group(1));
          };
      if (word == null) {
        return null;
      }
      words.appendReplacement(expanded, Matcher.quoteReplacement(word));
    }
    return words.appendTail(expanded).toString();
  }

  /** The key that a text names and that has no text here; null if there is none. */
  @Nullable String missing(String text) {
    return WORD.matcher(text)
        .results()
        .map(word -> word.group(1))
        .filter(word -> !word.equals("key") && !word.equals("parent") && !word.equals("value"))
        .filter(word -> setting(word) == null)
        .findFirst()
        .orElse(null);
  }

  private @Nullable String setting(String name) {
    for (YamlNode.Entry entry : mapping.entries()) {
      if (entry.key().equals(name) && entry.value() instanceof YamlNode.Text text) {
        return text.text();
      }
    }
    return null;
  }
}
