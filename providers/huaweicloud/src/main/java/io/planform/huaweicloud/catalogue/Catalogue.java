package io.planform.huaweicloud.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.planform.spi.provider.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a provider's types: of those that are built, and of those that stand in a file
 * beside this class and can only be planned. The file is read when somebody asks for a type that is
 * not built: most manifests never do.
 */
public final class Catalogue extends AbstractMap<String, Schema> {
  private final Map<String, Schema> built;
  private final String file;
  private @Nullable Map<String, Schema> all;

  private Catalogue(Map<String, Schema> built, String file) {
    this.built = Map.copyOf(built);
    this.file = file;
  }

  public static Catalogue resources(Map<String, Schema> built) {
    return new Catalogue(built, "resources.json");
  }

  public static Catalogue dataSources(Map<String, Schema> built) {
    return new Catalogue(built, "data-sources.json");
  }

  /** Whether a type can be planned and no more. */
  public boolean onlyPlans(String type) {
    return !built.containsKey(type) && containsKey(type);
  }

  @Override
  public @Nullable Schema get(@Nullable Object type) {
    Schema schema = built.get(type);
    return schema == null ? all().get(type) : schema;
  }

  @Override
  public boolean containsKey(@Nullable Object type) {
    return built.containsKey(type) || all().containsKey(type);
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public Set<Entry<String, Schema>> entrySet() {
    return all().entrySet();
  }

  private synchronized Map<String, Schema> all() {
    Map<String, Schema> read = all;
    if (read == null) {
      read = new LinkedHashMap<>(built);
      for (Entry<String, JsonNode> type : read().properties()) {
        read.putIfAbsent(type.getKey(), SchemaJson.schema(type.getValue()));
      }
      all = read;
    }
    return read;
  }

  private JsonNode read() {
    try (InputStream text = Catalogue.class.getResourceAsStream(file)) {
      if (text == null) {
        throw new IllegalStateException("The resource " + file + " is missing");
      }
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
