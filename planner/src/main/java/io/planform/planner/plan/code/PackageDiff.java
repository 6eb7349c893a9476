package io.planform.planner.plan.code;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.planform.spi.provider.CodePackages.Changed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a code package changes, file by file.
 *
 * @param attribute that tells the package by its digest
 * @param files in the order of their paths; none if the packages hold the same
 */
public record PackageDiff(String attribute, List<FileChange> files) {
  private static final int CONTEXT = 3;
  private static final int MOST_TEXT = 256 << 10;
  private static final int MOST_LINES = 200;
  private static final int MOST_LINES_IN_ALL = 1_000;

  public PackageDiff {
    files = List.copyOf(files);
  }

  /** Whether the packages hold the same files, however they are packed. */
  public boolean isSame() {
    return files.isEmpty();
  }

  /** Null if one of the packages cannot be looked into. */
  public static @Nullable PackageDiff of(Changed changed) {
    SequencedMap<String, byte[]> before = files(changed.before(), changed.after());
    SequencedMap<String, byte[]> after = files(changed.after(), changed.before());
    if (before == null || after == null) {
      return null;
    }
    SortedSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    List<FileChange> files = new ArrayList<>();
    int left = MOST_LINES_IN_ALL;
    for (String path : paths) {
      byte[] was = before.get(path);
      byte[] is = after.get(path);
      if (!Arrays.equals(was, is)) {
        List<String> lines = lines(was, is);
        boolean fits = lines.size() <= Math.min(left, MOST_LINES);
        left -= fits ? lines.size() : 0;
        files.add(new FileChange(path, size(was), size(is), fits ? lines : List.of()));
      }
    }
    return new PackageDiff(changed.attribute(), files);
  }

  private static long size(byte @Nullable [] content) {
    return content == null ? -1 : content.length;
  }

  /** A single file that is not packed has the name of the only one in the other package. */
  private static @Nullable SequencedMap<String, byte[]> files(byte[] content, byte[] other) {
    if (PackageFiles.isArchive(content)) {
      return PackageFiles.of(content);
    }
    SequencedMap<String, byte[]> theirs =
        PackageFiles.isArchive(other) ? PackageFiles.of(other) : new TreeMap<>();
    SequencedMap<String, byte[]> files = new TreeMap<>();
    if (theirs == null || theirs.size() > 1) {
      return null;
    }
    files.put(theirs.isEmpty() ? "code" : theirs.firstEntry().getKey(), content);
    return files;
  }

  private static List<String> lines(byte @Nullable [] before, byte @Nullable [] after) {
    List<String> was = text(before);
    List<String> is = text(after);
    if (was == null || is == null) {
      return List.of();
    }
    List<String> unified =
        UnifiedDiffUtils.generateUnifiedDiff("", "", was, DiffUtils.diff(was, is), CONTEXT);
    // Of what is new or gone whole the places say nothing.
    int head = was.isEmpty() || is.isEmpty() ? 3 : 2;
    return unified.size() <= head ? List.of() : unified.subList(head, unified.size());
  }

  /** Null if the content is no text, or is long. */
  private static @Nullable List<String> text(byte @Nullable [] content) {
    if (content == null) {
      return List.of();
    }
    if (content.length > MOST_TEXT) {
      return null;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.indexOf('\0') >= 0 ? null : text.lines().toList();
    } catch (CharacterCodingException _) {
      return null;
    }
  }
}
