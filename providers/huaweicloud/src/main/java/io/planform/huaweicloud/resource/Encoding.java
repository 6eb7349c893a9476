package io.planform.huaweicloud.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import org.jspecify.annotations.Nullable;

/** How a value and its JSON stand for each other. */
public interface Encoding {

  /**
   * @param value known and not null
   */
  JsonNode encode(Value value);

  /** The value of a JSON node that is there and not null. */
  Value decode(JsonNode node, Type type);

  /** What the state keeps of a declared value. */
  default Value kept(Value declared) {
    return declared;
  }

  /**
   * Whether a live value means the same as one that the state has; the state then keeps the text it
   * has.
   */
  default boolean means(Value kept, @Nullable Value live) {
    return kept.equals(live);
  }
}
