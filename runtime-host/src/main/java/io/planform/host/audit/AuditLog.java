package io.planform.host.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** An append-only file with one JSON object a line, readable by its owner only. */
public final class AuditLog implements AutoCloseable {
  private final FileChannel channel;

  private AuditLog(FileChannel channel) {
    this.channel = channel;
  }

  public static AuditLog open(Path file) throws IOException {
    return new AuditLog(
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }

  /** Appends one line with a single write, so that lines never mix. */
  public void append(AuditEntry entry) {
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
      channel.write(ByteBuffer.wrap(text));
    } catch (IOException e) {
      throw new UncheckedIOException("the audit log cannot be written", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
