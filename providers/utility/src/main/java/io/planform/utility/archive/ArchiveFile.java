package io.planform.utility.archive;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;

/** The data source {@code archive_file}, with the names of Terraform's archive provider. */
final class ArchiveFile {
  static final String TYPE = "archive_file";

  private static final List<String> SOURCES =
      List.of("source_dir", "source_file", "source_content", "source");

  static final Schema SCHEMA =
      Schema.of(
          List.of(
              argument("type", Type.STRING, Mode.REQUIRED, "The kind of archive: zip."),
              argument("output_path", Type.STRING, Mode.REQUIRED, "The file to write."),
              argument("source_dir", Type.STRING, Mode.OPTIONAL, "A folder to pack whole."),
              argument("source_file", Type.STRING, Mode.OPTIONAL, "A file to pack."),
              argument("source_content", Type.STRING, Mode.OPTIONAL, "Text to pack as a file."),
              argument(
                  "source_content_filename",
                  Type.STRING,
                  Mode.OPTIONAL,
                  "The name of the file that source_content becomes."),
              argument(
                  "excludes",
                  Type.set(Type.STRING),
                  Mode.OPTIONAL,
                  "Paths in source_dir, or patterns with * and **, to leave out."),
              argument(
                  "exclude_symlink_directories",
                  Type.BOOL,
                  Mode.OPTIONAL,
                  "Whether symbolic links to folders are left out of source_dir."),
              argument(
                  "output_file_mode",
                  Type.STRING,
                  Mode.OPTIONAL,
                  "Octal mode of every packed file, instead of 0644 and 0755."),
              computed("id", Type.STRING),
              computed("output_sha", Type.STRING),
              computed("output_md5", Type.STRING),
              computed("output_sha256", Type.STRING),
              computed("output_sha512", Type.STRING),
              computed("output_base64sha256", Type.STRING),
              computed("output_base64sha512", Type.STRING),
              computed("output_size", Type.NUMBER)),
          List.of(
              new Block(
                  "source",
                  Nesting.SET,
                  0,
                  Integer.MAX_VALUE,
                  Change.IN_PLACE,
                  Schema.of(
                      List.of(
                          argument("content", Type.STRING, Mode.REQUIRED, "Text of a file."),
                          argument("filename", Type.STRING, Mode.REQUIRED, "Its name.")),
                      List.of()))));

  private ArchiveFile() {}

  private static Attribute argument(String name, Type type, Mode mode, String description) {
    return new Attribute(name, type, mode, Change.IN_PLACE, false, description, null);
  }

  private static Attribute computed(String name, Type type) {
    return argument(name, type, Mode.COMPUTED, "Of the written archive.");
  }

  static List<Diagnostic> validate(Value.Obj configuration) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    if (configuration.get("type").unmarked() instanceof Value.Str(String type)
        && !type.equals("zip")) {
      diagnostics.add(
          Diagnostic.error("Unsupported archive", "The type \"" + type + "\" is not supported.")
              .at(ValuePath.of("type"))
              .withHint("Use zip, which is what functions are made of."));
    }
    if (configuration.get("output_file_mode").unmarked() instanceof Value.Str(String mode)
        && !mode.matches("0?[0-7]{3}")) {
      diagnostics.add(
          Diagnostic.error("Invalid file mode", "\"" + mode + "\" is not an octal mode like 0644.")
              .at(ValuePath.of("output_file_mode")));
    }
    boolean unknown = SOURCES.stream().anyMatch(name -> configuration.get(name).isUnknown());
    List<String> given = SOURCES.stream().filter(name -> isGiven(configuration, name)).toList();
    if (!unknown && given.size() != 1) {
      diagnostics.add(
          Diagnostic.error(
                  given.isEmpty() ? "Missing source" : "Conflicting sources",
                  "An archive is made of exactly one of " + String.join(", ", SOURCES) + ".")
              .at(ValuePath.of(given.isEmpty() ? SOURCES.getFirst() : given.getLast())));
    }
    if (isGiven(configuration, "source_content")
        != isGiven(configuration, "source_content_filename")) {
      diagnostics.add(
          Diagnostic.error(
                  "Missing argument", "source_content and source_content_filename go together.")
              .at(ValuePath.of("source_content")));
    }
    return diagnostics;
  }

  private static boolean isGiven(Value.Obj configuration, String name) {
    return switch (configuration.get(name).unmarked()) {
      case Value.Null _ -> false;
      case Value.SetOf(Type _, List<Value> values) -> !values.isEmpty();
      default -> true;
    };
  }

  static Read read(Value.Obj configuration, Path directory) {
    List<Diagnostic> faults = validate(configuration);
    if (!faults.isEmpty()) {
      return new Read(null, faults);
    }
    String given =
        SOURCES.stream().filter(name -> isGiven(configuration, name)).findFirst().orElseThrow();
    try {
      SortedMap<String, ZipContent> contents =
          switch (given) {
            case "source_dir" -> folder(configuration, directory);
            case "source_file" -> file(directory.resolve(text(configuration, "source_file")));
            default -> texts(configuration);
          };
      Path output = directory.resolve(text(configuration, "output_path"));
      ZipWriter.write(contents, output, text(configuration, "output_file_mode"));
      return Read.of(withDigests(configuration, Digests.of(output)));
    } catch (NotThere e) {
      return failed(
          "Source not found",
          "There is no " + e.what + " \"" + text(configuration, given) + "\".",
          given);
    } catch (PatternSyntaxException e) {
      return failed("Invalid pattern", "\"" + e.getPattern() + "\" is no pattern.", "excludes");
    } catch (IOException e) {
      return failed("Cannot write the archive", reason(e), "output_path");
    }
  }

  private static SortedMap<String, ZipContent> folder(Value.Obj configuration, Path directory)
      throws IOException, NotThere {
    Path folder = directory.resolve(text(configuration, "source_dir"));
    if (!Files.isDirectory(folder)) {
      throw new NotThere("folder");
    }
    Exclusions exclusions =
        new Exclusions(
            strings(configuration.get("excludes")),
            configuration.get("exclude_symlink_directories").unmarked()
                    instanceof Value.Bool(boolean exclude)
                && exclude);
    Path output = directory.resolve(text(configuration, "output_path"));
    return FolderContents.of(folder, exclusions, output);
  }

  private static SortedMap<String, ZipContent> file(Path file) throws NotThere {
    if (!Files.isRegularFile(file)) {
      throw new NotThere("file");
    }
    return new TreeMap<>(Map.of(file.getFileName().toString(), ZipContent.ofFile(file)));
  }

  private static SortedMap<String, ZipContent> texts(Value.Obj configuration) {
    SortedMap<String, ZipContent> contents = new TreeMap<>();
    if (isGiven(configuration, "source_content")) {
      contents.put(
          text(configuration, "source_content_filename"),
          ZipContent.ofText(text(configuration, "source_content")));
    }
    if (configuration.get("source").unmarked() instanceof Value.SetOf(Type _, List<Value> all)) {
      for (Value each : all) {
        if (each.unmarked() instanceof Value.Obj source) {
          contents.put(text(source, "filename"), ZipContent.ofText(text(source, "content")));
        }
      }
    }
    return contents;
  }

  /** The text of an attribute; empty where it is null. */
  private static String text(Value.Obj configuration, String name) {
    return configuration.get(name).unmarked() instanceof Value.Str(String text) ? text : "";
  }

  private static List<String> strings(Value value) {
    List<String> texts = new ArrayList<>();
    if (value.unmarked() instanceof Value.SetOf(Type _, List<Value> values)) {
      for (Value each : values) {
        if (each.unmarked() instanceof Value.Str(String text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  private static Value.Obj withDigests(Value.Obj configuration, Digests digests) {
    return configuration
        .with("id", Value.of(digests.sha1()))
        .with("output_sha", Value.of(digests.sha1()))
        .with("output_md5", Value.of(digests.md5()))
        .with("output_sha256", Value.of(digests.sha256()))
        .with("output_sha512", Value.of(digests.sha512()))
        .with("output_base64sha256", Value.of(digests.base64Sha256()))
        .with("output_base64sha512", Value.of(digests.base64Sha512()))
        .with("output_size", Value.of(digests.size()));
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private static Read failed(String summary, String detail, String attribute) {
    return new Read(null, List.of(Diagnostic.error(summary, detail).at(ValuePath.of(attribute))));
  }

  private static final class NotThere extends Exception {
    private final String what;

    NotThere(String what) {
      this.what = what;
    }
  }
}
