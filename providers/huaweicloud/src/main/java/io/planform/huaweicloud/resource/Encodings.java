package io.planform.huaweicloud.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.planform.functiongraph.code.CodeDigest;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The encodings that declarations choose from. */
public final class Encodings {
  /** Each type by its counterpart in JSON. */
  public static final Encoding PLAIN = PlainEncoding.PLAIN;

  /** Text that is a JSON document, sent as text. */
  public static final Encoding JSON_TEXT = new JsonText(false);

  /** Text that is a JSON object, sent as that object; keys that a server adds do not count. */
  public static final Encoding JSON_OBJECT = new JsonText(true);

  /** Text in manifests, a whole number in the API: so that 0 can be told from nothing. */
  public static final Encoding NUMBER_AS_TEXT =
      new Encoding() {
        @Override
        public JsonNode encode(Value value) {
          return IntNode.valueOf(Integer.parseInt(text(value)));
        }

        @Override
        public Value decode(JsonNode node, Type type) {
          return Value.of(node.asText());
        }
      };

  /** A time in UTC; in the API, seconds since 1970. */
  public static final Encoding EPOCH_AS_TIME =
      new Encoding() {
        @Override
        public JsonNode encode(Value value) {
          return LongNode.valueOf(Instant.parse(text(value)).getEpochSecond());
        }

        @Override
        public Value decode(JsonNode node, Type type) {
          return Value.of(Instant.ofEpochSecond(node.asLong()).toString());
        }
      };

  /** A time in UTC, to the second; in the API, milliseconds since 1970. */
  public static final Encoding MILLIS_AS_TIME =
      new Encoding() {
        @Override
        public JsonNode encode(Value value) {
          return LongNode.valueOf(Instant.parse(text(value)).toEpochMilli());
        }

        @Override
        public Value decode(JsonNode node, Type type) {
          return Value.of(Instant.ofEpochSecond(node.asLong() / 1000).toString());
        }
      };

  /**
   * Function code: Base64 or any other text; the state keeps the digest of the decoded bytes only.
   */
  public static final Encoding CODE =
      new Encoding() {
        @Override
        public JsonNode encode(Value value) {
          return TextNode.valueOf(Base64.getEncoder().encodeToString(codeOf(value)));
        }

        @Override
        public Value decode(JsonNode node, Type type) {
          return Value.of(DIGEST_PREFIX + node.asText());
        }

        /** What is kept already is so kept: nobody's code is the digest of another one. */
        @Override
        public Value kept(Value declared) {
          return DIGEST.matcher(text(declared)).matches()
              ? declared
              : Value.of(DIGEST_PREFIX + CodeDigest.of(codeOf(declared)).hex());
        }
      };

  private static final String DIGEST_PREFIX = "sha512:";
  private static final Pattern DIGEST = Pattern.compile(DIGEST_PREFIX + "[0-9a-f]{128}");

  private Encodings() {}

  /** The code that an argument gives as {@link #CODE}. */
  public static byte[] codeOf(Value value) {
    try {
      return Base64.getDecoder().decode(text(value));
    } catch (IllegalArgumentException e) {
      return text(value).getBytes(StandardCharsets.UTF_8);
    }
  }

  static String text(Value value) {
    return value.revealed() instanceof Value.Str(String text) ? text : "";
  }

  private record JsonText(boolean asObject) implements Encoding {
    @Override
    public JsonNode encode(Value value) {
      return asObject ? JsonMeaning.parse(text(value)) : TextNode.valueOf(text(value));
    }

    @Override
    public Value decode(JsonNode node, Type type) {
      return Value.of(node.isTextual() ? node.textValue() : node.toString());
    }

    @Override
    public boolean means(Value kept, @Nullable Value live) {
      if (live == null || live.isNull() || kept.isNull()) {
        return kept.equals(live);
      }
      JsonNode declared = JsonMeaning.parse(text(kept));
      JsonNode found = JsonMeaning.parse(text(live));
      return asObject
          ? JsonMeaning.includes(found, declared)
          : JsonMeaning.includes(found, declared) && JsonMeaning.includes(declared, found);
    }
  }
}
