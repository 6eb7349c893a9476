package io.planform.planner.cli.console;

import io.planform.planner.lang.Scanner;
import java.util.List;
import org.jline.reader.CompletingParsedLine;

/**
 * What was typed up to the cursor, with the last name in it as the word that is completed: names
 * with the attributes and indices behind them, as in {@code var.list[0].na}.
 */
record TypedLine(String line, int cursor, String word) implements CompletingParsedLine {

  static TypedLine of(String line, int cursor) {
    return new TypedLine(line, cursor, line.substring(start(line, cursor), cursor));
  }

  private static int start(String line, int cursor) {
    int at = cursor;
    int brackets = 0;
    while (at > 0) {
      char c = line.charAt(at - 1);
      if (c == ']') {
        brackets++;
      } else if (c == '[') {
        brackets--;
      }
      boolean name = c == '.' || c == ':' || c == ']' || isNamePart(c);
      if (brackets < 0 || (brackets == 0 && c != '[' && !name)) {
        break;
      }
      at--;
    }
    return brackets > 0 ? cursor : at;
  }

  private static boolean isNamePart(char c) {
    return Scanner.isIdentifier("a" + c);
  }

  @Override
  public int wordCursor() {
    return word.length();
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(word);
  }

  /** Names need no escapes. */
  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    return candidate;
  }

  @Override
  public int rawWordCursor() {
    return word.length();
  }

  @Override
  public int rawWordLength() {
    return word.length();
  }
}
