package io.planform.planner.saved;

import io.planform.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A zip whose comment, its last bytes, is the SHA-256 digest of all bytes before: no byte of it can
 * change unnoticed, not even one that no reader of zips looks at.
 */
final class Container {
  private static final String MARK = "sha256:";
  private static final int SEAL = MARK.length() + 64;
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Container() {}

  /** Writes one entry of a container. */
  @FunctionalInterface
  interface Part {
    void write(OutputStream out) throws IOException, StoreException;
  }

  /** Makes a container entry by entry. */
  static final class Writer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);

    /**
     * @return the SHA-256 digest of the entry, in hexadecimal digits
     */
    String add(String name, Part part) throws IOException, StoreException {
      ZipEntry entry = new ZipEntry(name);
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      MessageDigest digest = sha256();
      DigestOutputStream out = new DigestOutputStream(zip, digest);
      part.write(out);
      out.flush();
      zip.closeEntry();
      return HexFormat.of().formatHex(digest.digest());
    }

    byte[] finish() throws IOException {
      zip.setComment("-".repeat(SEAL));
      zip.close();
      byte[] whole = bytes.toByteArray();
      byte[] seal = seal(whole);
      System.arraycopy(seal, 0, whole, whole.length - SEAL, SEAL);
      return whole;
    }
  }

  /** The entries of a container that is whole, in their order. */
  static SequencedMap<String, byte[]> read(byte[] whole) throws UnusableException {
    if (whole.length <= SEAL
        || !MessageDigest.isEqual(
            seal(whole), Arrays.copyOfRange(whole, whole.length - SEAL, whole.length))) {
      throw UnusableException.damaged("It is not as it was written, or was never a saved plan.");
    }
    SequencedMap<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(whole), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException | IllegalArgumentException e) {
      throw UnusableException.damaged("It is no zip: " + e.getMessage() + ".");
    }
    return entries;
  }

  static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static byte[] seal(byte[] whole) {
    MessageDigest digest = sha256();
    digest.update(whole, 0, whole.length - SEAL);
    return (MARK + HexFormat.of().formatHex(digest.digest())).getBytes(StandardCharsets.US_ASCII);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
