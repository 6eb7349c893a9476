package io.planform.host.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How one image is built: a folder with a {@code Dockerfile} and what it copies.
 *
 * @param name the folder's, or the runtime's where one folder serves several
 * @param digest of all that goes into the image but its base: a changed recipe makes a new image
 */
record Recipe(String name, Path folder, String digest, RecipeArguments arguments) {
  private static final String BASE_FOLDER = "base";
  private static final Pattern BASE = Pattern.compile("(?m)^ARG BASE=(\\S+)$");
  private static final Pattern BUILT = Pattern.compile("(?m)^COPY (target/\\S+)");

  /**
   * @throws RecipeException when the folder cannot be read or lacks what has to be built before
   */
  static Recipe read(Path folders, String folder) {
    return read(folders, folder, RecipeArguments.of(folder));
  }

  /** That of a runtime; empty where there is nothing to build. */
  static Optional<Recipe> read(Path folders, RuntimeEntry entry) {
    return entry
        .toBuild()
        .map(
            arguments ->
                read(
                    folders,
                    arguments.equals(RecipeArguments.of(arguments.folder()))
                        ? arguments.folder()
                        : imageName(entry.name()),
                    arguments));
  }

  /** That of the base which is made on this machine for this one. */
  Recipe localBase(Path folders) {
    String debian = arguments.debian();
    return debian == null
        ? read(folders, BASE_FOLDER)
        : read(
            folders,
            BASE_FOLDER + "-" + name,
            new RecipeArguments(BASE_FOLDER, null, null, debian, null));
  }

  private static Recipe read(Path folders, String name, RecipeArguments arguments) {
    Path folder = folders.resolve(arguments.folder());
    String text = dockerfile(folder);
    Matcher built = BUILT.matcher(text);
    while (built.find()) {
      if (!Files.exists(folder.resolve(built.group(1)))) {
        throw new RecipeException(
            folder.resolve(built.group(1)) + " is not built",
            "mvn package builds it; the distribution has it");
      }
    }
    return new Recipe(name, folder, digestOf(folder, arguments), arguments);
  }

  /** The image that the recipe starts from, unless told another. */
  String baseImage() {
    String image = arguments.image();
    if (image != null) {
      return image;
    }
    Matcher base = BASE.matcher(dockerfile(folder));
    if (!base.find()) {
      throw new RecipeException(
          folder.resolve("Dockerfile") + " has no line ARG BASE=…", "restore the file");
    }
    return base.group(1);
  }

  private static String imageName(String runtime) {
    return runtime.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "");
  }

  private static String dockerfile(Path folder) {
    try {
      return Files.readString(folder.resolve("Dockerfile"));
    } catch (IOException e) {
      throw new RecipeException(
          folder.resolve("Dockerfile") + " cannot be read",
          "pass the folder runtimes of the repository or of the distribution as --runtimes");
    }
  }

  private static String digestOf(Path folder, RecipeArguments arguments) {
    try (Stream<Path> tree = Files.walk(folder)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<Path> files =
          tree.filter(Files::isRegularFile)
              .filter(file -> !file.toString().contains("__pycache__"))
              .sorted()
              .toList();
      for (Path file : files) {
        byte[] content = Files.readAllBytes(file);
        String head = folder.relativize(file) + "\0" + content.length + "\0";
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        digest.update(content);
      }
      if (!arguments.equals(RecipeArguments.of(arguments.folder()))) {
        digest.update(arguments.toString().getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (IOException e) {
      throw new RecipeException(folder + " cannot be read: " + e.getMessage(), "restore it");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What the image is called: {@code planform/runtime-node18:2f0c…}, {@code planform/holder:…}. */
  String reference() {
    boolean runsFunctions = !name.equals("holder") && !arguments.folder().equals(BASE_FOLDER);
    return "planform/" + (runsFunctions ? "runtime-" : "") + name + ":" + digest;
  }
}
