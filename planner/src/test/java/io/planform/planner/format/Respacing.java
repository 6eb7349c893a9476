package io.planform.planner.format;

import io.planform.planner.lang.Scanner;
import io.planform.planner.lang.SourceText;
import io.planform.planner.lang.TokenKind;
import io.planform.planner.lang.Tokens;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.Random;

/** Gives texts other white space that means the same. */
final class Respacing {
  private static final String[] SPACES = {" ", " ", "  ", "\t", "     "};

  private Respacing() {}

  static String respaced(String text, long seed) {
    Random random = new Random(seed);
    Tokens tokens = tokens(text);
    StringBuilder respaced = new StringBuilder();
    for (int i = 0; i < tokens.count(); i++) {
      boolean lineStart = i == 0 || tokens.kind(i - 1) == TokenKind.NEWLINE;
      boolean space = tokens.kind(i) == TokenKind.WHITESPACE;
      if (space && lineStart) {
        respaced.append(" ".repeat(random.nextInt(6)));
      } else if (space) {
        respaced.append(SPACES[random.nextInt(SPACES.length)]);
      } else {
        boolean lineEnd = tokens.kind(i) == TokenKind.NEWLINE && mayEndInSpace(tokens, i - 1);
        respaced.append(lineEnd && random.nextInt(8) == 0 ? "  " : "").append(tokens.text(i));
      }
    }
    return respaced.toString();
  }

  private static boolean mayEndInSpace(Tokens tokens, int at) {
    return at >= 0
        && tokens.kind(at) != TokenKind.CLOSE_HEREDOC
        && tokens.kind(at) != TokenKind.COMMENT;
  }

  /** All that is not white space. */
  static String ink(String text) {
    Tokens tokens = tokens(text);
    StringBuilder ink = new StringBuilder();
    for (int i = 0; i < tokens.count(); i++) {
      if (tokens.kind(i) != TokenKind.WHITESPACE) {
        ink.append(tokens.text(i)).append('\u0001');
      }
    }
    return ink.toString();
  }

  private static Tokens tokens(String text) {
    return Scanner.scan(text, new SourceText("main.tf", text), new Diagnostics());
  }
}
