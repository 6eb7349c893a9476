package io.planform.planner.saved;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Plan files as another version of the program might have written them. */
public final class PlanParts {
  private PlanParts() {}

  /** The file with one entry changed, and digests that fit it. */
  public static byte[] changed(byte[] whole, String name, UnaryOperator<String> change)
      throws IOException {
    Path draft = Files.createTempFile("plan", "");
    try (Container container = Container.of(whole);
        Container.Writer writer = new Container.Writer(draft)) {
      ObjectNode digests = JsonMapper.builder().build().createObjectNode();
      for (String entry : container.names()) {
        byte[] bytes = container.open(entry).readAllBytes();
        if (entry.equals(Names.MANIFEST)) {
          ObjectNode manifest = (ObjectNode) JsonMapper.builder().build().readTree(bytes);
          bytes = manifest.set("sha256", digests).toString().getBytes(StandardCharsets.UTF_8);
        }
        byte[] written =
            entry.equals(name)
                ? change
                    .apply(new String(bytes, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8)
                : bytes;
        digests.put(entry, writer.add(entry, out -> out.write(written)));
      }
      writer.finish();
      return Files.readAllBytes(draft);
    } catch (UnusableException | StoreException e) {
      throw new AssertionError(e);
    } finally {
      Files.delete(draft);
    }
  }
}
