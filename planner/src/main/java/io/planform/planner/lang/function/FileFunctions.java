package io.planform.planner.lang.function;

import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files. A relative path starts at the base directory, {@code ~} is the home directory. */
final class FileFunctions {
  private static final long MAX_SIZE = Limits.TEXT;

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

  /** The file that an argument names; null if no file can be called so, which is reported. */
  static @Nullable Path path(Arguments arguments, int index) {
    try {
      return arguments
          .surroundings()
          .baseDirectory()
          .resolve(PathFunctions.expanded(arguments.text(index)));
    } catch (InvalidPathException e) {
      arguments.fail(index, "not a path: " + e.getReason());
      return null;
    }
  }

  /** Names the file as it was written, which is shorter than where it was looked for. */
  static String unreadable(Arguments arguments, Path path, Exception cause) {
    String written = arguments.text(0);
    if (cause instanceof NoSuchFileException) {
      return "no file exists at \"" + written + "\"";
    }
    return Files.isDirectory(path)
        ? "\"" + written + "\" is a directory, not a file"
        : "\"" + written + "\" cannot be read: " + cause.getMessage();
  }

  private static byte @Nullable [] read(Arguments arguments) {
    Path path = path(arguments, 0);
    if (path == null) {
      return null;
    }
    try {
      if (Files.size(path) > MAX_SIZE) {
        arguments.fail(0, "the file is larger than " + MAX_SIZE + " bytes");
        return null;
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      arguments.fail(0, unreadable(arguments, path, e));
      return null;
    }
  }

  /** A file's text; null if it cannot be read, which is reported. */
  static @Nullable String readText(Arguments arguments) {
    byte[] bytes = read(arguments);
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
    byte[] bytes = read(arguments);
    return bytes == null ? Arguments.none() : Value.of(Base64.getEncoder().encodeToString(bytes));
  }

  private static Value exists(Arguments arguments) {
    Path path = path(arguments, 0);
    if (path == null) {
      return Arguments.none();
    }
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).isDirectory()
          ? arguments.fail("\"" + arguments.text(0) + "\" is a directory, not a file")
          : Value.of(true);
    } catch (NoSuchFileException e) {
      return Value.of(false);
    } catch (IOException e) {
      return arguments.fail("whether \"" + arguments.text(0) + "\" exists cannot be told");
    }
  }

  private static Value set(Arguments arguments) {
    Path folder = path(arguments, 0);
    if (folder == null) {
      return Arguments.none();
    }
    String pattern = PathFunctions.clean(arguments.text(1));
    Path start = folder;
    String outside = "";
    while (pattern.startsWith("../")) {
      pattern = pattern.substring(3);
      outside += "../";
      start = start.resolve("..");
    }
    Wildcard wildcard = Wildcard.parse(pattern);
    if (wildcard == null) {
      return arguments.fail("\"" + arguments.text(1) + "\" is not a pattern of file names");
    }
    return Files.isDirectory(start)
        ? matching(arguments, start, wildcard, outside)
        : new Value.SetOf(STRING, List.of());
  }

  private static Value matching(
      Arguments arguments, Path start, Wildcard wildcard, String outside) {
    try (Stream<Path> files = Files.walk(start, wildcard.depth(), FileVisitOption.FOLLOW_LINKS)) {
      List<Value> names = new ArrayList<>();
      files
          .filter(Files::isRegularFile)
          .map(file -> start.relativize(file).toString())
          .filter(wildcard::matches)
          .forEach(name -> names.add(Value.of(outside + name)));
      return new Value.SetOf(STRING, names);
    } catch (IOException | UncheckedIOException e) {
      return arguments.fail("the files in \"" + arguments.text(0) + "\" cannot be listed");
    }
  }
}
