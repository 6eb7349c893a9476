package io.planform.planner.saved;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.store.StoreException;
import io.planform.store.secret.EnvelopeCipher;
import java.util.Base64;

/**
 * Documents of a plan, {@code {"clear": …}} or, where something in them is sensitive, {@code
 * {"sealed": "BASE64"}} with the key of states.
 */
final class Secrecy {
  private final EnvelopeCipher cipher;
  private final String plan;

  /** The state and its revision name the plan: nothing sealed can be taken to another one. */
  Secrecy(EnvelopeCipher cipher, String lineage, long revision) {
    this.cipher = cipher;
    this.plan = lineage + " " + revision;
  }

  /**
   * @param place of the document in the plan
   */
  JsonNode close(JsonNode document, boolean sensitive, String place) throws StoreException {
    ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
    if (!sensitive) {
      return wrapped.set("clear", document);
    }
    byte[] sealed = cipher.seal(document.toString(), identity(place));
    return wrapped.put("sealed", Base64.getEncoder().encodeToString(sealed));
  }

  JsonNode open(JsonNode wrapped, String place) throws StoreException, UnusableException {
    JsonNode sealed = wrapped.get("sealed");
    if (sealed == null) {
      return wrapped.path("clear");
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(sealed.asText());
      return PlanEntries.MAPPER.readTree(cipher.open(bytes, identity(place)));
    } catch (IllegalArgumentException | JsonProcessingException _) {
      throw UnusableException.damaged("What is encrypted in it cannot be read.");
    }
  }

  byte[] closeBytes(byte[] bytes, String place) throws StoreException {
    return cipher.sealBytes(bytes, identity(place));
  }

  byte[] openBytes(byte[] sealed, String place) throws StoreException {
    return cipher.openBytes(sealed, identity(place));
  }

  private String identity(String place) {
    return "plan " + plan + ", " + place;
  }
}
