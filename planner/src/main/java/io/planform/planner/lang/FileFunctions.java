package io.planform.planner.lang;

import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files and paths. A relative path starts at the module's directory. */
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
            .gives(Type.set(STRING), FileFunctions::set),
        Function.named("templatefile")
            .takes("path", STRING)
            .takes("vars", DYNAMIC)
            .gives(DYNAMIC, FileFunctions::template),
        Function.named("abspath")
            .takes("path", STRING)
            .gives(STRING, a -> onPath(a, path -> path.toAbsolutePath().normalize().toString())),
        Function.named("basename").takes("path", STRING).gives(STRING, FileFunctions::baseName),
        Function.named("dirname").takes("path", STRING).gives(STRING, FileFunctions::directoryName),
        Function.named("pathexpand")
            .takes("path", STRING)
            .gives(STRING, a -> Value.of(expanded(a.text(0)))));
  }

  private static String expanded(String path) {
    return path.equals("~") || path.startsWith("~/")
        ? System.getProperty("user.home") + path.substring(1)
        : path;
  }

  /** The file that an argument names; null if no file can be called so, which is reported. */
  static @Nullable Path path(Arguments arguments, int index) {
    try {
      return arguments.directory().resolve(expanded(arguments.text(index)));
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
      return Files.readAllBytes(path);
    } catch (IOException e) {
      arguments.fail(0, unreadable(arguments, path, e));
      return null;
    }
  }

  private static @Nullable String readText(Arguments arguments) {
    byte[] bytes = read(arguments);
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      arguments.fail(0, "the file's content is not UTF-8 text; for other files use filebase64");
      return null;
    }
  }

  private static Value file(Arguments arguments) {
    String text = readText(arguments);
    return text == null ? Evaluator.FAILED : Value.of(text);
  }

  private static Value base64(Arguments arguments) {
    byte[] bytes = read(arguments);
    return bytes == null ? Evaluator.FAILED : Value.of(Base64.getEncoder().encodeToString(bytes));
  }

  private static Value exists(Arguments arguments) {
    Path path = path(arguments, 0);
    if (path == null) {
      return Evaluator.FAILED;
    }
    return Files.isDirectory(path)
        ? arguments.fail(0, "\"" + path + "\" is a directory, not a file")
        : Value.of(Files.exists(path));
  }

  private static Value set(Arguments arguments) {
    Path folder = path(arguments, 0);
    if (folder == null) {
      return Evaluator.FAILED;
    }
    PathMatcher matcher;
    try {
      String pattern = arguments.text(1);
      // "**/" also stands for no folder at all.
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("**/", "{**/,}"));
    } catch (IllegalArgumentException e) {
      return arguments.fail(1, "not a file name pattern: " + e.getMessage());
    }
    if (!Files.isDirectory(folder)) {
      return new Value.SetOf(STRING, List.of());
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Value> names = new ArrayList<>();
      files
          .filter(Files::isRegularFile)
          .map(folder::relativize)
          .filter(matcher::matches)
          .forEach(path -> names.add(Value.of(path.toString().replace('\\', '/'))));
      return new Value.SetOf(STRING, names);
    } catch (IOException | UncheckedIOException e) {
      return arguments.fail(0, unreadable(arguments, folder, e));
    }
  }

  private interface PathText {
    String of(Path path);
  }

  private static Value onPath(Arguments arguments, PathText text) {
    Path path = path(arguments, 0);
    return path == null ? Evaluator.FAILED : Value.of(text.of(path));
  }

  private static Value baseName(Arguments arguments) {
    String path = arguments.text(0).replaceAll("/+\\z", "");
    if (path.isEmpty()) {
      return Value.of(arguments.text(0).isEmpty() ? "." : "/");
    }
    return Value.of(path.substring(path.lastIndexOf('/') + 1));
  }

  private static Value directoryName(Arguments arguments) {
    int slash = arguments.text(0).lastIndexOf('/');
    if (slash < 0) {
      return Value.of(".");
    }
    String folder = Path.of(arguments.text(0).substring(0, slash + 1)).normalize().toString();
    return Value.of(folder.isEmpty() ? "." : folder);
  }

  private static Value template(Arguments arguments) {
    String text = readText(arguments);
    Map<String, Value> variables = arguments.entries(1);
    Path path = path(arguments, 0);
    if (text == null || path == null || arguments.problem() != null) {
      return Evaluator.FAILED;
    }
    Diagnostics diagnostics = new Diagnostics();
    SourceText source = new SourceText(arguments.text(0), text);
    Expression template = ExpressionParser.parseTemplate(text, source, diagnostics);
    Value result =
        template.evaluate(new TemplateScope(variables, arguments.directory()), diagnostics);
    for (Diagnostic problem : diagnostics.toList()) {
      if (problem.isError()) {
        String place =
            problem.range() == null
                ? arguments.text(0)
                : problem.range().file()
                    + ":"
                    + problem.range().start().line()
                    + ":"
                    + problem.range().start().column();
        return arguments.fail(
            0, place + ": " + problem.summary() + ": " + problem.detail().replaceAll("\\.\\z", ""));
      }
    }
    return result;
  }

  /** Only the variables that were given. */
  private record TemplateScope(Map<String, Value> variables, Path baseDirectory) implements Scope {
    @Override
    public Resolved resolve(Reference reference, Diagnostics diagnostics) {
      Value value = variables.get(reference.root());
      if (value == null) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid reference",
                "The template uses \""
                    + reference.root()
                    + "\", which is not among the variables it was given."
                    + NearMatch.question(reference.root(), variables.keySet()),
                reference.range()));
        return new Resolved(Evaluator.FAILED, reference.steps().size());
      }
      return new Resolved(value, 0);
    }
  }
}
