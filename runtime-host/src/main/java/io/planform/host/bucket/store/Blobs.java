package io.planform.host.bucket.store;

import io.planform.host.storage.DurableFile;
import io.planform.host.storage.PrivateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Content in files that are written once. A new one is durable in {@code incoming/}; after the row
 * that refers to it is, it is moved to {@code stored/}. So what a crash leaves without a row is in
 * {@code incoming/} alone, where the next start finds it.
 */
final class Blobs {
  private static final int BUFFER = 64 * 1024;

  private final Path incoming;
  private final Path stored;

  Blobs(Path folder) throws IOException {
    this.incoming = PrivateFolder.create(folder.resolve("incoming"));
    this.stored = PrivateFolder.create(folder.resolve("stored"));
  }

  /**
   * A new file.
   *
   * @param md5 lower-case hex
   */
  record Written(String blob, long size, String md5) {
    Piece piece() {
      return new Piece(blob, size);
    }
  }

  /** Writes all of a stream durably. Whatever it throws, nothing is left. */
  Written write(InputStream content) throws IOException {
    String blob = UUID.randomUUID().toString();
    Path file = incoming.resolve(blob);
    boolean complete = false;
    try {
      DigestInputStream digested = new DigestInputStream(content, md5());
      long size = 0;
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        byte[] buffer = new byte[BUFFER];
        for (int read = digested.read(buffer); read >= 0; read = digested.read(buffer)) {
          ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read);
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
          size += read;
        }
        channel.force(true);
      }
      DurableFile.sync(incoming);
      complete = true;
      return new Written(
          blob, size, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
    } finally {
      if (!complete) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  /** The same content under other names, without a copy of it. */
  List<Piece> linked(List<Piece> pieces) throws IOException {
    List<Piece> links =
        pieces.stream().map(each -> new Piece(UUID.randomUUID().toString(), each.size())).toList();
    boolean complete = false;
    try {
      for (int i = 0; i < pieces.size(); i++) {
        link(pieces.get(i).blob(), incoming.resolve(links.get(i).blob()));
      }
      DurableFile.sync(incoming);
      complete = true;
      return links;
    } finally {
      if (!complete) {
        drop(links.stream().map(Piece::blob).toList());
      }
    }
  }

  private void link(String blob, Path name) throws IOException {
    try {
      Files.createLink(name, place(blob));
    } catch (NoSuchFileException e) {
      Files.createLink(name, incoming.resolve(blob));
    }
  }

  /** Moves new files to where they stay; rows refer to them. */
  void settle(List<Piece> pieces) throws IOException {
    for (Piece piece : pieces) {
      Path place = place(piece.blob());
      Files.createDirectories(place.resolveSibling(""));
      Files.move(incoming.resolve(piece.blob()), place, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Deletes files, wherever they are. */
  void drop(Collection<String> blobs) throws IOException {
    for (String blob : blobs) {
      Files.deleteIfExists(incoming.resolve(blob));
      Files.deleteIfExists(place(blob));
    }
  }

  /** New files, also those of requests that go on. */
  List<String> incoming() throws IOException {
    try (Stream<Path> files = Files.list(incoming)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private Path place(String blob) {
    return stored.resolve(blob.substring(0, 2)).resolve(blob);
  }

  /**
   * Opens a file for reading; it can be read to its end also if it is deleted meanwhile.
   *
   * @throws NoSuchFileException where it is deleted already
   */
  private FileChannel open(String blob) throws IOException {
    try {
      return FileChannel.open(place(blob), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return openNew(blob);
    }
  }

  /** It may be moved between two looks. */
  private FileChannel openNew(String blob) throws IOException {
    try {
      return FileChannel.open(incoming.resolve(blob), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return FileChannel.open(place(blob), StandardOpenOption.READ);
    }
  }

  /** A part of what several files hold. */
  InputStream read(List<Piece> pieces, long first, long length) {
    return new PieceStream(pieces, first, length);
  }

  private final class PieceStream extends InputStream {
    private final Iterator<Piece> pieces;
    private long skip;
    private long left;
    private InputStream current = InputStream.nullInputStream();

    PieceStream(List<Piece> pieces, long first, long length) {
      this.pieces = pieces.iterator();
      this.skip = first;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = current.read(target, offset, (int) Math.min(length, left));
      while (read < 0) {
        next();
        read = current.read(target, offset, (int) Math.min(length, left));
      }
      left -= read;
      return read;
    }

    private void next() throws IOException {
      current.close();
      Piece piece = pieces.next();
      while (skip >= piece.size()) {
        skip -= piece.size();
        piece = pieces.next();
      }
      FileChannel channel = open(piece.blob());
      channel.position(skip);
      current = Channels.newInputStream(channel);
      skip = 0;
    }

    @Override
    public void close() throws IOException {
      current.close();
    }
  }
}
