package io.planform.host.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files with one JSON object a line, readable by their owner only: the newest lines in {@code
 * audit.jsonl}, those before them in {@code audit.jsonl.1} and so on; the oldest are deleted.
 */
public final class AuditLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int OLDER_FILES = 4;

  private final Path file;
  private final long limit;
  private FileChannel channel;

  private AuditLog(Path file, long limit, FileChannel channel) {
    this.file = file;
    this.limit = limit;
    this.channel = channel;
  }

  /**
   * @param limit bytes of one file
   */
  public static AuditLog open(Path file, long limit) throws IOException {
    return new AuditLog(file, limit, channel(file));
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /**
   * Appends one line. The call is done by now: a line that cannot be written is not its failure.
   */
  public synchronized void append(AuditEntry entry) {
    ObjectNode line = Json.object();
    line.put("time", entry.time().toString());
    line.put("who", entry.who());
    line.put("from", entry.from());
    line.put("operation", entry.operation());
    line.put("resource", entry.resource());
    line.put("request_id", entry.requestId());
    line.put("status", entry.status());
    byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      if (channel.size() + text.length > limit) {
        rotate();
      }
      channel.write(ByteBuffer.wrap(text));
    } catch (IOException e) {
      LOG.error("the audit log {} cannot be written: it lacks {}", file, line, e);
    }
  }

  private void rotate() throws IOException {
    if (Files.exists(file)) {
      for (int age = OLDER_FILES; age > 0; age--) {
        if (Files.exists(aged(age - 1))) {
          Files.move(aged(age - 1), aged(age), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    FileChannel full = channel;
    channel = channel(file);
    full.close();
  }

  private Path aged(int age) {
    return age == 0 ? file : file.resolveSibling(file.getFileName() + "." + age);
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
