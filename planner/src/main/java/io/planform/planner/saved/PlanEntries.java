package io.planform.planner.saved;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.planform.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The documents in a plan file whose version is known here and whose parts are as written. */
final class PlanEntries {
  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Container container;
  private final JsonNode manifest;

  PlanEntries(Container container) throws UnusableException {
    this.container = container;
    this.manifest = json(Names.MANIFEST);
    if (!manifest.path("format").asText().equals(Names.FORMAT)) {
      throw UnusableException.of("It is not a plan that Planform saved.");
    }
    requireVersion();
    requireDigests();
  }

  private void requireVersion() throws UnusableException {
    String version = manifest.path("format_version").asText();
    if (!version.startsWith(Names.MAJOR + ".")) {
      throw UnusableException.of(
          "It has the format %s, made by Planform %s; this version reads %s. Apply it with the"
                  .formatted(version, manifest.path("planform_version").asText("?"), Names.VERSION)
              + " version that made it, or plan again.");
    }
  }

  private void requireDigests() throws UnusableException {
    for (Map.Entry<String, JsonNode> digest : manifest.path("sha256").properties()) {
      String name = digest.getKey();
      try {
        if (container.digest(name).equals(digest.getValue().asText())) {
          continue;
        }
      } catch (IOException _) {
        // What cannot be unpacked is not as written either.
      }
      throw UnusableException.damaged("Its part " + name + " is not as written.");
    }
  }

  String lineage() {
    return manifest.path("lineage").asText();
  }

  long revision() {
    return manifest.path("revision").longValue();
  }

  JsonNode json(String name) throws UnusableException {
    try (InputStream in = container.open(name)) {
      return MAPPER.readTree(in);
    } catch (IOException _) {
      throw UnusableException.damaged("Its part " + name + " is no JSON.");
    }
  }

  /** Takes one line of an entry. */
  @FunctionalInterface
  interface Line {
    void read(JsonNode document) throws StoreException, UnusableException;
  }

  void lines(String name, Line line) throws StoreException, UnusableException {
    try (InputStream in = container.open(name);
        MappingIterator<JsonNode> lines = MAPPER.readerFor(JsonNode.class).readValues(in)) {
      while (lines.hasNextValue()) {
        line.read(lines.nextValue());
      }
    } catch (IOException _) {
      throw UnusableException.damaged("Its part " + name + " is no JSON.");
    }
  }

  /** As {@link #lines}; plans of earlier versions may not have the entry. */
  void linesIfAny(String name, Line line) throws StoreException, UnusableException {
    if (container.has(name)) {
      lines(name, line);
    }
  }

  /** All of an entry; safe for use by many threads. */
  synchronized byte[] bytes(String name) throws UnusableException {
    try (InputStream in = container.open(name)) {
      return in.readAllBytes();
    } catch (IOException _) {
      throw UnusableException.damaged("Its part " + name + " cannot be unpacked.");
    }
  }
}
