package io.planform.planner.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;
import org.jline.reader.Completer;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * What a person types at a terminal: edited, completed, and kept for the next time in a file that
 * only its owner can read. Input goes on on the next line while it is not whole.
 */
public final class TerminalLines implements AutoCloseable {
  private static final String PROMPT = "> ";
  private static final String NEXT_LINE_PROMPT = "  ";

  private final Terminal terminal;
  private final LineReader reader;

  /**
   * @param terminal closed with this
   * @param whole whether a text can be evaluated as it is
   */
  public TerminalLines(
      Terminal terminal, Path history, Predicate<String> whole, Completer completer)
      throws IOException {
    this.terminal = terminal;
    if (!Files.exists(history)) {
      Files.createDirectories(history.getParent());
      Files.createFile(
          history,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("planform")
            .parser(new WholeTexts(whole))
            .completer(completer)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, NEXT_LINE_PROMPT)
            .build();
  }

  /** The next text; null at the end of the input. What Ctrl-C breaks off is forgotten. */
  public @Nullable String next() {
    while (true) {
      try {
        return reader.readLine(PROMPT);
      } catch (UserInterruptException _) {
        terminal.writer().flush();
      } catch (EndOfFileException _) {
        return null;
      }
    }
  }

  @Override
  public void close() throws IOException {
    reader.getHistory().save();
    terminal.close();
  }

  private record WholeTexts(Predicate<String> whole) implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE && !line.isBlank() && !whole.test(line)) {
        throw new EOFError(-1, -1, "the text goes on");
      }
      return TypedLine.of(line, cursor);
    }
  }
}
