package io.planform.utility.local;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Declaration;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The digests of a file's content, as attributes. */
final class ContentDigests {
  private ContentDigests() {}

  static Declaration.Builder declare(Declaration.Builder builder) {
    return builder
        .computed("content_md5", Type.STRING, "MD5 of the content, in hexadecimal.")
        .computed("content_sha1", Type.STRING, "SHA-1 of the content, in hexadecimal.")
        .computed("content_sha256", Type.STRING, "SHA-256 of the content, in hexadecimal.")
        .computed("content_base64sha256", Type.STRING, "SHA-256 of the content, in Base64.")
        .computed("content_sha512", Type.STRING, "SHA-512 of the content, in hexadecimal.")
        .computed("content_base64sha512", Type.STRING, "SHA-512 of the content, in Base64.")
        .computed("id", Type.STRING, "SHA-1 of the content, in hexadecimal.");
  }

  static Value.Obj of(Value.Obj object, byte[] content) {
    return object
        .with("content_md5", hex("MD5", content))
        .with("content_sha1", hex("SHA-1", content))
        .with("content_sha256", hex("SHA-256", content))
        .with("content_base64sha256", base64("SHA-256", content))
        .with("content_sha512", hex("SHA-512", content))
        .with("content_base64sha512", base64("SHA-512", content))
        .with("id", hex("SHA-1", content));
  }

  private static Value hex(String algorithm, byte[] content) {
    return Value.of(HexFormat.of().formatHex(digest(algorithm, content)));
  }

  private static Value base64(String algorithm, byte[] content) {
    return Value.of(Base64.getEncoder().encodeToString(digest(algorithm, content)));
  }

  private static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The platform lacks " + algorithm, e);
    }
  }
}
