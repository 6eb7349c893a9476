package io.planform.planner.saved;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Plan files as another version of the program might have written them. */
public final class PlanParts {
  private PlanParts() {}

  /** The file with one entry changed, and digests that fit it. */
  public static byte[] changed(byte[] whole, String name, UnaryOperator<String> change)
      throws IOException {
    try {
      Map<String, byte[]> entries = Container.read(whole);
      entries.compute(
          name,
          (_, bytes) ->
              change
                  .apply(new String(bytes, StandardCharsets.UTF_8))
                  .getBytes(StandardCharsets.UTF_8));
      ObjectNode manifest =
          (ObjectNode) JsonMapper.builder().build().readTree(entries.get(Names.MANIFEST));
      if (!name.equals(Names.MANIFEST)) {
        ((ObjectNode) manifest.get("sha256")).put(name, Container.digest(entries.get(name)));
        entries.put(Names.MANIFEST, manifest.toString().getBytes(StandardCharsets.UTF_8));
      }
      Container.Writer writer = new Container.Writer();
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        String _ = writer.add(entry.getKey(), out -> out.write(entry.getValue()));
      }
      return writer.finish();
    } catch (UnusableException | StoreException e) {
      throw new AssertionError(e);
    }
  }
}
