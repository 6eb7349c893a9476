package io.planform.planner.lang.function;

import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.STRING;

import io.planform.planner.lang.file.FileAnswer;
import io.planform.planner.lang.file.FileQuestion;
import io.planform.planner.lang.file.FileQuestion.Subject;
import io.planform.planner.lang.file.Wildcard;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files. A relative path starts at the base directory, {@code ~} is the home directory. */
final class FileFunctions {
  private FileFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("file").takes("path", STRING).gives(STRING, FileFunctions::file),
        Function.named("filebase64").takes("path", STRING).gives(STRING, FileFunctions::base64),
        Function.named("fileexists").takes("path", STRING).gives(BOOL, FileFunctions::exists),
        Function.named("fileset")
            .takes("path", STRING)
            .takes("pattern", STRING)
            .gives(Type.set(STRING), FileFunctions::set));
  }

  /** What the file system says of an argument; null if no file can be called so, as reported. */
  private static @Nullable FileAnswer ask(
      Arguments arguments, Subject subject, String within, String detail) {
    try {
      Path root = arguments.surroundings().baseDirectory();
      Path path = root.resolve(PathFunctions.expanded(arguments.text(0))).resolve(within);
      return arguments.surroundings().files().ask(FileQuestion.of(subject, root, path, detail));
    } catch (InvalidPathException e) {
      arguments.fail(0, "not a path: " + e.getReason());
      return null;
    }
  }

  /** What a file holds, or its digest; null if it cannot be read, which is reported. */
  static byte @Nullable [] read(Arguments arguments, Subject subject, String detail) {
    FileAnswer answer = ask(arguments, subject, "", detail);
    if (answer instanceof FileAnswer.Found(byte[] bytes)) {
      return bytes;
    }
    if (answer != null) {
      String problem = problem(arguments.text(0), answer);
      // As in Terraform a file that cannot be hashed is not the argument's fault.
      Value _ = subject == Subject.DIGEST ? arguments.fail(problem) : arguments.fail(0, problem);
    }
    return null;
  }

  /** Names the file as it was written, which is shorter than where it was looked for. */
  private static String problem(String written, FileAnswer answer) {
    return switch (answer) {
      case FileAnswer.Missing _ -> "no file exists at \"" + written + "\"";
      case FileAnswer.Directory _ -> "\"" + written + "\" is a directory, not a file";
      case FileAnswer.Unreadable(String why) -> "\"" + written + "\" cannot be read: " + why;
      case FileAnswer.Found _ -> "\"" + written + "\" is there";
    };
  }

  /** A file's text; null if it cannot be read, which is reported. */
  static @Nullable String readText(Arguments arguments) {
    byte[] bytes = read(arguments, Subject.CONTENT, "");
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      arguments.fail("the file's content is not UTF-8 text; for other files use filebase64");
      return null;
    }
  }

  private static Value file(Arguments arguments) {
    String text = readText(arguments);
    return text == null ? Arguments.none() : Value.of(text);
  }

  private static Value base64(Arguments arguments) {
    byte[] bytes = read(arguments, Subject.CONTENT, "");
    return bytes == null ? Arguments.none() : Value.of(Base64.getEncoder().encodeToString(bytes));
  }

  private static Value exists(Arguments arguments) {
    return switch (ask(arguments, Subject.EXISTENCE, "", "")) {
      case null -> Arguments.none();
      case FileAnswer.Found _ -> Value.of(true);
      case FileAnswer.Missing _ -> Value.of(false);
      case FileAnswer.Directory _ ->
          arguments.fail("\"" + arguments.text(0) + "\" is a directory, not a file");
      case FileAnswer.Unreadable _ ->
          arguments.fail("whether \"" + arguments.text(0) + "\" exists cannot be told");
    };
  }

  private static Value set(Arguments arguments) {
    String pattern = PathFunctions.clean(arguments.text(1));
    String outside = "";
    while (pattern.startsWith("../")) {
      pattern = pattern.substring(3);
      outside += "../";
    }
    if (Wildcard.parse(pattern) == null) {
      return arguments.fail("\"" + arguments.text(1) + "\" is not a pattern of file names");
    }
    return switch (ask(arguments, Subject.NAMES, outside, pattern)) {
      case null -> Arguments.none();
      case FileAnswer.Found(byte[] bytes) -> new Value.SetOf(STRING, names(bytes, outside));
      case FileAnswer.Missing _, FileAnswer.Directory _ -> new Value.SetOf(STRING, List.of());
      case FileAnswer.Unreadable _ ->
          arguments.fail("the files in \"" + arguments.text(0) + "\" cannot be listed");
    };
  }

  private static List<Value> names(byte[] ended, String outside) {
    List<Value> names = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < ended.length; at++) {
      if (ended[at] == 0) {
        String name = new String(ended, start, at - start, StandardCharsets.UTF_8);
        names.add(Value.of(outside + name));
        start = at + 1;
      }
    }
    return names;
  }
}
