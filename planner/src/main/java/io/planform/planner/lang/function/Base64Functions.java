package io.planform.planner.lang.function;

import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Value;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Text as base64 of its bytes, and back. */
final class Base64Functions {
  private Base64Functions() {}

  static List<Function> all() {
    return List.of(
        Function.named("base64encode")
            .takes("str", STRING)
            .gives(STRING, a -> Value.of(encoded(bytes(a)))),
        Function.named("base64decode")
            .takes("str", STRING)
            .gives(STRING, Base64Functions::base64Decode),
        Function.named("base64gzip")
            .takes("str", STRING)
            .gives(STRING, a -> Value.of(encoded(gzip(bytes(a))))),
        Function.named("textencodebase64")
            .takes("string", STRING)
            .takes("encoding", STRING)
            .gives(STRING, Base64Functions::textEncode),
        Function.named("textdecodebase64")
            .takes("source", STRING)
            .takes("encoding", STRING)
            .gives(STRING, Base64Functions::textDecode));
  }

  private static byte[] bytes(Arguments arguments) {
    return arguments.text(0).getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** With padding; line ends do not count. Null if it is not base64. */
  static byte @Nullable [] decoded(String text) {
    String joined = text.replace("\r", "").replace("\n", "");
    if (joined.length() % 4 != 0) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(joined);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Value base64Decode(Arguments arguments) {
    byte[] bytes = decoded(arguments.text(0));
    if (bytes == null) {
      return arguments.fail("failed to decode base64 data");
    }
    String text = text(bytes, StandardCharsets.UTF_8);
    return text == null
        ? arguments.fail("the result of decoding the provided string is not valid UTF-8")
        : Value.of(text);
  }

  private static @Nullable String text(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /**
   * One member without name and time, flushed before its end: the bytes that Terraform's compressor
   * writes for text without repetitions; others are compressed as well, to other bytes.
   */
  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    zipped.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
    try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      deflater.setInput(bytes);
      byte[] buffer = new byte[8192];
      int count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      while (count > 0) {
        zipped.write(buffer, 0, count);
        count =
            count < buffer.length
                ? 0
                : deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      }
    }
    zipped.writeBytes(new byte[] {1, 0, 0, (byte) 0xff, (byte) 0xff});
    CRC32 crc = new CRC32();
    crc.update(bytes);
    zipped.writeBytes(littleEndian((int) crc.getValue()));
    zipped.writeBytes(littleEndian(bytes.length));
    return zipped.toByteArray();
  }

  private static byte[] littleEndian(int number) {
    return ByteBuffer.allocate(4).putInt(Integer.reverseBytes(number)).array();
  }

  private static @Nullable Charset charset(Arguments arguments) {
    try {
      return Charset.forName(arguments.text(1));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      arguments.fail(
          1, "\"" + arguments.text(1) + "\" is not a supported IANA encoding name or alias");
      return null;
    }
  }

  private static Value textEncode(Arguments arguments) {
    Charset charset = charset(arguments);
    if (charset == null) {
      return Arguments.none();
    }
    try {
      ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(arguments.text(0)));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return Value.of(encoded(exact));
    } catch (CharacterCodingException | UnsupportedOperationException e) {
      return arguments.fail(
          0,
          "the given string contains characters that cannot be represented in " + charset.name());
    }
  }

  private static Value textDecode(Arguments arguments) {
    Charset charset = charset(arguments);
    byte[] bytes = decoded(arguments.text(0));
    if (bytes == null) {
      return arguments.fail(0, "the given value is not valid base64");
    }
    String text = charset == null ? "" : text(bytes, charset);
    return text == null
        ? arguments.fail(
            0, "the given string contains symbols that are not defined for " + arguments.text(1))
        : Value.of(text);
  }
}
