package io.planform.planner.lang.function;

import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Universally unique identifiers: random ones, and such made from names. */
final class IdentifierFunctions {
  /** RFC 4122, appendix C. */
  private static final Map<String, String> NAMESPACES =
      Map.of(
          "dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
          "url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
          "oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
          "x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8");

  private static final Pattern UUID_TEXT =
      Pattern.compile(
          "(?:(?i:urn:uuid:))?(\\{)?([0-9a-fA-F]{8})(-?)([0-9a-fA-F]{4})\\3([0-9a-fA-F]{4})\\3"
              + "([0-9a-fA-F]{4})\\3([0-9a-fA-F]{12})(\\})?");

  private IdentifierFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("uuid")
            .gives(
                STRING,
                a ->
                    a.surroundings().unpredictableIsUnknown()
                        ? a.unknown()
                        : Value.of(UUID.randomUUID().toString())),
        Function.named("uuidv5")
            .takes("namespace", STRING)
            .takes("name", STRING)
            .gives(STRING, IdentifierFunctions::fromName));
  }

  private static Value fromName(Arguments arguments) {
    String namespace = arguments.text(0);
    Matcher matcher = UUID_TEXT.matcher(NAMESPACES.getOrDefault(namespace, namespace));
    if (!matcher.matches() || (matcher.group(1) == null) != (matcher.group(8) == null)) {
      return arguments.fail(
          "uuidv5() doesn't support namespace \""
              + namespace
              + "\": it is no UUID, nor one of dns, oid, url, x500");
    }
    String digits =
        matcher.group(2)
            + matcher.group(4)
            + matcher.group(5)
            + matcher.group(6)
            + matcher.group(7);
    MessageDigest digest = sha1();
    digest.update(
        ByteBuffer.allocate(16)
            .putLong(Long.parseUnsignedLong(digits.substring(0, 16), 16))
            .putLong(Long.parseUnsignedLong(digits.substring(16), 16))
            .array());
    ByteBuffer hash =
        ByteBuffer.wrap(digest.digest(arguments.text(1).getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return Value.of(new UUID(high, low).toString());
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-1", e);
    }
  }
}
