package io.planform.huaweicloud.apig;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.huaweicloud.resource.Encoding;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values for which the API has words of its own, or a usual one where a manifest has none.
 *
 * @param words of the API by those of manifests; other ones are the same in both
 * @param usual what an argument that is not set comes to
 */
record Words(Map<Value, JsonNode> words, @Nullable Value usual) implements Encoding {

  static Words usually(Value usual) {
    return new Words(Map.of(), usual);
  }

  @Override
  public JsonNode encode(Value value) {
    JsonNode word = words.get(value.revealed());
    return word == null ? Encodings.PLAIN.encode(value) : word;
  }

  @Override
  public Value decode(JsonNode node, Type type) {
    for (Map.Entry<Value, JsonNode> word : words.entrySet()) {
      if (word.getValue().equals(node)) {
        return word.getKey();
      }
    }
    return Encodings.PLAIN.decode(node, type);
  }

  @Override
  public boolean means(Value kept, @Nullable Value live) {
    return kept.equals(live) || (kept.isNull() && usual != null && usual.equals(live));
  }
}
