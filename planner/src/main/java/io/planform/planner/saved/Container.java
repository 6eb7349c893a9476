package io.planform.planner.saved;

import io.planform.store.StoreException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * A zip whose comment, its last bytes, is the SHA-256 digest of all bytes before: no byte of it can
 * change unnoticed, not even one that no reader of zips looks at. It is held as it is, packed; its
 * entries are unpacked while they are read.
 */
final class Container implements AutoCloseable {
  private static final String MARK = "sha256:";
  private static final int SEAL = MARK.length() + 64;
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipFile zip;

  private Container(ZipFile zip) {
    this.zip = zip;
  }

  /** Writes one entry of a container. */
  @FunctionalInterface
  interface Part {
    void write(OutputStream out) throws IOException, StoreException;
  }

  /** Makes a container in a file, entry by entry. */
  static final class Writer implements AutoCloseable {
    private final Path file;
    private final ZipOutputStream zip;

    Writer(Path file) throws IOException {
      this.file = file;
      this.zip =
          new ZipOutputStream(
              new BufferedOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8);
    }

    /**
     * @return the SHA-256 digest of the entry, in hexadecimal digits
     */
    String add(String name, Part part) throws IOException, StoreException {
      ZipEntry entry = new ZipEntry(name);
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      MessageDigest digest = sha256();
      OutputStream out = new BufferedOutputStream(new DigestOutputStream(zip, digest));
      part.write(out);
      out.flush();
      zip.closeEntry();
      return HexFormat.of().formatHex(digest.digest());
    }

    /** Seals the container; it is on the disk afterwards. */
    void finish() throws IOException {
      zip.setComment("-".repeat(SEAL));
      zip.close();
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        long sealed = channel.size() - SEAL;
        MessageDigest digest = sha256();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        for (long at = 0; at < sealed; at += buffer.limit()) {
          buffer.clear().limit((int) Math.min(buffer.capacity(), sealed - at));
          int read = channel.read(buffer, at);
          digest.update(buffer.flip());
          if (read < 0) {
            throw new IOException("the file became shorter while it was written");
          }
        }
        ByteBuffer seal = ByteBuffer.wrap(seal(digest));
        while (seal.hasRemaining()) {
          int _ = channel.write(seal, sealed + seal.position());
        }
        channel.force(true);
      }
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  /** A container that is whole. */
  static Container of(byte[] whole) throws UnusableException {
    if (whole.length <= SEAL) {
      throw notAsWritten();
    }
    MessageDigest digest = sha256();
    digest.update(whole, 0, whole.length - SEAL);
    byte[] seal = Arrays.copyOfRange(whole, whole.length - SEAL, whole.length);
    if (!MessageDigest.isEqual(seal(digest), seal)) {
      throw notAsWritten();
    }
    try {
      return new Container(
          ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(whole)).get());
    } catch (IOException | IllegalArgumentException e) {
      throw UnusableException.damaged("It is no zip: " + e.getMessage() + ".");
    }
  }

  private static UnusableException notAsWritten() {
    return UnusableException.damaged("It is not as it was written, or was never a saved plan.");
  }

  List<String> names() {
    return Collections.list(zip.getEntriesInPhysicalOrder()).stream()
        .map(ZipArchiveEntry::getName)
        .toList();
  }

  boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /** The unpacked bytes of an entry. */
  InputStream open(String name) throws IOException, UnusableException {
    ZipArchiveEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw UnusableException.damaged("Its part " + name + " is missing.");
    }
    return zip.getInputStream(entry);
  }

  /** The SHA-256 digest of an entry, in hexadecimal digits. */
  String digest(String name) throws IOException, UnusableException {
    MessageDigest digest = sha256();
    try (InputStream in = open(name);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static byte[] seal(MessageDigest digest) {
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
