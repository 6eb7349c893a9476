package io.planform.planner.deploy.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/**
 * A commit or tag, and who signed it.
 *
 * @param content what was signed: the object without its signature
 * @param signature armored
 */
record SignedContent(byte[] content, byte[] signature) {
  private static final byte[] HEADER = "gpgsig ".getBytes(StandardCharsets.US_ASCII);

  /** Null if the commit is not signed. */
  static @Nullable SignedContent of(RevCommit commit) {
    byte[] signature = commit.getRawGpgSignature();
    return signature == null
        ? null
        : new SignedContent(withoutSignature(commit.getRawBuffer()), signature);
  }

  /**
   * A tag's signature is the end of its message.
   *
   * @return null if the tag is not signed, or not one of the commit
   */
  static @Nullable SignedContent ofTag(byte[] tag, String commit) {
    String text = new String(tag, StandardCharsets.ISO_8859_1);
    int end =
        Math.max(
            text.lastIndexOf("\n-----BEGIN PGP SIGNATURE-----"),
            text.lastIndexOf("\n-----BEGIN SSH SIGNATURE-----"));
    return end < 0 || !text.startsWith("object " + commit + "\ntype commit\n")
        ? null
        : new SignedContent(
            Arrays.copyOf(tag, end + 1), Arrays.copyOfRange(tag, end + 1, tag.length));
  }

  boolean isOfSsh() {
    return new String(signature, StandardCharsets.US_ASCII).contains("BEGIN SSH SIGNATURE");
  }

  /** What was signed: the commit before the signature was put into it. */
  private static byte[] withoutSignature(byte[] commit) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream(commit.length);
    boolean inHeaders = true;
    boolean inSignature = false;
    int at = 0;
    while (at < commit.length) {
      int end = at;
      while (end < commit.length && commit[end] != '\n') {
        end++;
      }
      int next = Math.min(end + 1, commit.length);
      inHeaders &= end > at;
      inSignature =
          inHeaders && ((inSignature && commit[at] == ' ') || startsWith(commit, at, HEADER));
      if (!inSignature) {
        rest.write(commit, at, next - at);
      }
      at = next;
    }
    return rest.toByteArray();
  }

  private static boolean startsWith(byte[] text, int at, byte[] beginning) {
    for (int i = 0; i < beginning.length; i++) {
      if (at + i >= text.length || text[at + i] != beginning[i]) {
        return false;
      }
    }
    return true;
  }
}
