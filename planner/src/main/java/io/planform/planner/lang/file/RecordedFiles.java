package io.planform.planner.lang.file;

import io.planform.planner.lang.file.FileAnswer.Found;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Keeps what was asked, with digests of the answers. The answers themselves may be large: they are
 * asked for again when they are wanted, and are the same then or refused.
 */
public final class RecordedFiles implements FileAccess {
  private static final Comparator<FileQuestion> BY_PATH =
      Comparator.comparing(FileQuestion::path)
          .thenComparing(FileQuestion::subject)
          .thenComparing(FileQuestion::detail);

  private final FileAccess files;
  private final Map<FileQuestion, String> digests = new ConcurrentSkipListMap<>(BY_PATH);

  public RecordedFiles(FileAccess files) {
    this.files = files;
  }

  @Override
  public FileAnswer ask(FileQuestion question) {
    FileAnswer answer = files.ask(question);
    String digest = digest(answer);
    String before = digests.putIfAbsent(question, digest);
    return before == null || before.equals(digest)
        ? answer
        : new FileAnswer.Unreadable("it changed while the plan was made");
  }

  /** What was asked so far, by path. */
  public List<FileQuestion> questions() {
    return List.copyOf(digests.keySet());
  }

  private static String digest(FileAnswer answer) {
    return answer instanceof Found(byte[] bytes)
        ? HexFormat.of().formatHex(sha256().digest(bytes))
        : answer.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
