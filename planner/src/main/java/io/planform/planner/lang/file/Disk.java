package io.planform.planner.lang.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Stream;

/**
 * Files as they are now.
 *
 * @param root directory of the root module
 */
public record Disk(Path root) implements FileAccess {
  /** As long as texts may be. */
  private static final long MOST_CONTENT = 64L << 20;

  @Override
  public FileAnswer ask(FileQuestion question) {
    Path path = root.resolve(question.path());
    try {
      if (question.subject() == FileQuestion.Subject.NAMES) {
        return Files.isDirectory(path) ? names(path, question.detail()) : new FileAnswer.Missing();
      }
      if (Files.isDirectory(path)) {
        return new FileAnswer.Directory();
      }
      return switch (question.subject()) {
        case CONTENT -> content(path);
        case DIGEST -> digest(path, question.detail());
        case EXISTENCE, NAMES ->
            Files.exists(path) ? new FileAnswer.Found(new byte[0]) : new FileAnswer.Missing();
      };
    } catch (NoSuchFileException _) {
      return new FileAnswer.Missing();
    } catch (IOException e) {
      return new FileAnswer.Unreadable(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      return new FileAnswer.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static FileAnswer content(Path file) throws IOException {
    return Files.size(file) > MOST_CONTENT
        ? new FileAnswer.Unreadable("it is larger than " + MOST_CONTENT + " bytes")
        : new FileAnswer.Found(Files.readAllBytes(file));
  }

  private static FileAnswer digest(Path file, String algorithm) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + algorithm, e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new FileAnswer.Found(digest.digest());
  }

  private static FileAnswer names(Path folder, String pattern) throws IOException {
    Wildcard wildcard = Wildcard.parse(pattern);
    if (wildcard == null) {
      return new FileAnswer.Missing();
    }
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.walk(folder, wildcard.depth(), FileVisitOption.FOLLOW_LINKS)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(wildcard::matches)
          .forEach(
              name -> {
                names.writeBytes(name.getBytes(StandardCharsets.UTF_8));
                names.write(0);
              });
    }
    return new FileAnswer.Found(names.toByteArray());
  }
}
