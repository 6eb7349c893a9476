package io.planform.planner.module;

import io.planform.planner.module.ModuleSource.Archive;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/** Archives: downloaded, checked and unpacked, or refused whole. */
final class ArchivePackage {
  private static final long MOST_BYTES = 1L << 30;
  private static final int MOST_ENTRIES = 100_000;

  private ArchivePackage() {}

  /**
   * Fetches an archive into an empty directory.
   *
   * @param sha256 that it must have; null for any
   * @return its SHA-256, 64 digits
   */
  static String fetch(Archive source, String type, @Nullable String sha256, Web web, Path into)
      throws FetchException {
    try (InputStream bytes = open(source.url(), web)) {
      DigestInputStream digested = new DigestInputStream(bytes, sha256());
      unpack(new BufferedInputStream(digested), type, into);
      digested.transferTo(OutputStream.nullOutputStream());
      String digest = HexFormat.of().formatHex(digested.getMessageDigest().digest());
      if (sha256 != null && !sha256.equals(digest)) {
        throw new FetchException(
            "The archive has the SHA-256 " + digest + ", and " + sha256 + " is expected.");
      }
      return digest;
    } catch (IOException | IllegalArgumentException e) {
      throw new FetchException(
          "The archive " + Web.shown(source.url()) + " cannot be read: " + e.getMessage());
    }
  }

  private static InputStream open(String url, Web web) throws IOException, FetchException {
    return url.startsWith("file://")
        ? Files.newInputStream(Path.of(URI.create(url.replace(" ", "%20")).getPath()))
        : web.download(url);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unpack(InputStream bytes, String type, Path into)
      throws IOException, FetchException {
    switch (type) {
      case "zip" -> unpack(new ZipArchiveInputStream(bytes), into);
      case "tar" -> unpack(new TarArchiveInputStream(bytes), into);
      case "tar.gz", "tgz" -> unpack(new TarArchiveInputStream(new GZIPInputStream(bytes)), into);
      default -> unpack(new TarArchiveInputStream(new BZip2CompressorInputStream(bytes)), into);
    }
  }

  private static void unpack(ArchiveInputStream<?> archive, Path into)
      throws IOException, FetchException {
    long room = MOST_BYTES;
    int entries = 0;
    for (ArchiveEntry entry = archive.getNextEntry();
        entry != null;
        entry = archive.getNextEntry()) {
      if (++entries > MOST_ENTRIES) {
        throw new FetchException("The archive has more than " + MOST_ENTRIES + " entries.");
      }
      Path target = target(entry, into);
      if (entry.isDirectory()) {
        Files.createDirectories(target);
        continue;
      }
      Path parent = target.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try (OutputStream file = Files.newOutputStream(target)) {
        room -= copy(archive, file, room);
      }
    }
    if (entries == 0) {
      throw new FetchException("The archive is empty, or no archive of its kind.");
    }
  }

  private static Path target(ArchiveEntry entry, Path into) throws FetchException {
    String name = entry.getName();
    boolean link =
        switch (entry) {
          case TarArchiveEntry tar -> !tar.isFile() && !tar.isDirectory();
          case ZipArchiveEntry zip -> zip.isUnixSymlink();
          default -> false;
        };
    Path target = into.resolve(name).normalize();
    if (link || name.startsWith("/") || !target.startsWith(into)) {
      throw new FetchException(
          "The archive holds \"" + name + "\", which is a link or leads out of it.");
    }
    return target;
  }

  private static long copy(InputStream from, OutputStream to, long room)
      throws IOException, FetchException {
    byte[] buffer = new byte[1 << 16];
    long copied = 0;
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      copied += read;
      if (copied > room) {
        throw new FetchException("The archive unpacks to more than 1 GiB.");
      }
      to.write(buffer, 0, read);
    }
    return copied;
  }
}
