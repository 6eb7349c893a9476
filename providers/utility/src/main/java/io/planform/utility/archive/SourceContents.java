package io.planform.utility.archive;

import io.planform.utility.catalogue.Arguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that the arguments name, by their name in the archive. */
record SourceContents(Arguments arguments, Path directory) {
  /** Exactly one of them is given. */
  static final List<String> SOURCES =
      List.of("source_dir", "source_file", "source_content", "source");

  SortedMap<String, FileContent> find() throws IOException, NotThere {
    return switch (given()) {
      case "source_dir" -> folder();
      case "source_file" -> file();
      case "source_content" ->
          new TreeMap<>(
              Map.of(
                  arguments.text("source_content_filename", ""),
                  new FileContent.OfText(arguments.text("source_content", ""))));
      default -> texts();
    };
  }

  private String given() {
    return SOURCES.stream().filter(arguments::isGiven).findFirst().orElseThrow();
  }

  Path output() {
    return directory.resolve(arguments.text("output_path", ""));
  }

  private SortedMap<String, FileContent> folder() throws IOException, NotThere {
    String name = arguments.text("source_dir", "");
    Path folder = directory.resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new NotThere("source_dir", "There is no folder \"" + name + "\".");
    }
    Exclusions exclusions =
        new Exclusions(arguments.texts("excludes"), arguments.flag("exclude_symlink_directories"));
    SortedMap<String, FileContent> contents = FolderContents.of(folder, exclusions, output());
    if (contents.isEmpty()) {
      throw new NotThere("source_dir", "There is nothing to pack in \"" + name + "\".");
    }
    return contents;
  }

  private SortedMap<String, FileContent> file() throws NotThere {
    String name = arguments.text("source_file", "");
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new NotThere("source_file", "There is no file \"" + name + "\".");
    }
    return new TreeMap<>(Map.of(file.getFileName().toString(), new FileContent.OfFile(file)));
  }

  private SortedMap<String, FileContent> texts() {
    SortedMap<String, FileContent> contents = new TreeMap<>();
    for (Arguments source : arguments.blocks("source")) {
      contents.put(source.text("filename", ""), new FileContent.OfText(source.text("content", "")));
    }
    return contents;
  }

  /** There is nothing to make an archive of. */
  static final class NotThere extends Exception {
    private final String argument;

    NotThere(String argument, String reason) {
      super(reason);
      this.argument = argument;
    }

    String argument() {
      return argument;
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }
}
