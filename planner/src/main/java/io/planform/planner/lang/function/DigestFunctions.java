package io.planform.planner.lang.function;

import static io.planform.spi.value.Type.STRING;

import io.planform.planner.lang.file.FileQuestion.Subject;
import io.planform.spi.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Hashes of text and of files. */
final class DigestFunctions {
  private static final Map<String, String> ALGORITHMS =
      Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512");

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
    byte[] digest = FileFunctions.read(arguments, Subject.DIGEST, algorithm);
    return digest == null ? Arguments.none() : Value.of(base64 ? base64(digest) : hex(digest));
  }
}
