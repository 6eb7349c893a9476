package io.planform.planner.lang;

import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Hashes of text and of files, and the identifiers made from them. */
final class DigestFunctions {
  private static final Map<String, String> ALGORITHMS =
      Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512");

  /** RFC 4122, appendix C. */
  private static final Map<String, String> NAMESPACES =
      Map.of(
          "dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
          "url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
          "oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
          "x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8");

  private DigestFunctions() {}

  static List<Function> all() {
    List<Function> functions = new ArrayList<>();
    ALGORITHMS.forEach(
        (name, algorithm) -> {
          functions.add(
              Function.named(name)
                  .takes("str", STRING)
                  .gives(STRING, a -> Value.of(hex(digest(algorithm, a.text(0))))));
          functions.add(
              Function.named("file" + name)
                  .takes("path", STRING)
                  .gives(STRING, a -> ofFile(a, algorithm, false)));
        });
    for (String name : List.of("sha256", "sha512")) {
      String algorithm = name.equals("sha256") ? "SHA-256" : "SHA-512";
      functions.add(
          Function.named("base64" + name)
              .takes("str", STRING)
              .gives(STRING, a -> Value.of(base64(digest(algorithm, a.text(0))))));
      functions.add(
          Function.named("filebase64" + name)
              .takes("path", STRING)
              .gives(STRING, a -> ofFile(a, algorithm, true)));
    }
    functions.add(
        Function.named("uuidv5")
            .takes("namespace", STRING)
            .takes("name", STRING)
            .gives(STRING, DigestFunctions::uuid));
    return functions;
  }

  private static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + name, e);
    }
  }

  private static byte[] digest(String algorithm, String text) {
    return algorithm(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Value ofFile(Arguments arguments, String algorithm, boolean base64) {
    Path path = FileFunctions.path(arguments, 0);
    if (path == null) {
      return Evaluator.FAILED;
    }
    MessageDigest digest = algorithm(algorithm);
    try (InputStream file = new DigestInputStream(Files.newInputStream(path), digest)) {
      file.transferTo(OutputStream.nullOutputStream());
      return Value.of(base64 ? base64(digest.digest()) : hex(digest.digest()));
    } catch (IOException | UncheckedIOException e) {
      return arguments.fail(0, FileFunctions.unreadable(arguments, path, e));
    }
  }

  private static Value uuid(Arguments arguments) {
    String namespace = arguments.text(0);
    String known = NAMESPACES.getOrDefault(namespace, namespace);
    if (!known.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      return arguments.fail(0, "a UUID or one of dns, url, oid, x500 is required");
    }
    UUID base = UUID.fromString(known);
    MessageDigest digest = algorithm("SHA-1");
    digest.update(
        ByteBuffer.allocate(16)
            .putLong(base.getMostSignificantBits())
            .putLong(base.getLeastSignificantBits())
            .array());
    ByteBuffer hash =
        ByteBuffer.wrap(digest.digest(arguments.text(1).getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return Value.of(new UUID(high, low).toString());
  }
}
