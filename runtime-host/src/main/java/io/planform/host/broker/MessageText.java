package io.planform.host.broker;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Messages as the strings that events carry. */
public final class MessageText {
  private static final String BINARY = "data:application/octet-stream;base64,";

  private MessageText() {}

  /** UTF-8 as it is; anything else as a {@code data:} URL (RFC 2397), so that nothing is lost. */
  public static String of(byte[] message) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
    } catch (CharacterCodingException e) {
      return BINARY + Base64.getEncoder().encodeToString(message);
    }
  }
}
