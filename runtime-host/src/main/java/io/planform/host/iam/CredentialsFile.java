package io.planform.host.iam;

import io.planform.host.storage.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/**
 * The file {@code credentials} in the host's home: lines that a shell can source, readable by its
 * owner only.
 */
public final class CredentialsFile {
  private static final String REGION = "local-1";

  private CredentialsFile() {}

  /**
   * Reads the file, or makes it with new keys.
   *
   * @throws IOException when it cannot be read or written, or lacks a line
   */
  public static Credentials loadOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      write(file, generate(new SecureRandom()));
    }
    return read(file);
  }

  private static Credentials read(Path file) throws IOException {
    Map<String, String> lines = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        lines.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return new Credentials(
        value(file, lines, "HW_ACCESS_KEY"),
        value(file, lines, "HW_SECRET_KEY"),
        value(file, lines, "HW_PROJECT_ID"),
        value(file, lines, "HW_REGION_NAME"));
  }

  private static String value(Path file, Map<String, String> lines, String name)
      throws IOException {
    String value = lines.get(name);
    if (value == null || value.isEmpty()) {
      throw new IOException(
          "%s has no line %s=…; delete the file and new credentials are made"
              .formatted(file, name));
    }
    return value;
  }

  private static Credentials generate(SecureRandom random) {
    KeyPair keys = KeyPair.generate(random);
    return new Credentials(keys.accessKey(), keys.secretKey(), KeyPair.hex(random, 16), REGION);
  }

  private static void write(Path file, Credentials credentials) throws IOException {
    String text =
        """
        HW_ACCESS_KEY=%s
        HW_SECRET_KEY=%s
        HW_PROJECT_ID=%s
        HW_REGION_NAME=%s
        """
            .formatted(
                credentials.accessKey(),
                credentials.secretKey(),
                credentials.project(),
                credentials.region());
    DurableFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
