package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesOnDemandDockerTest {
  private static final Path ENGINE = Path.of("/var/run/docker.sock");
  private static final Path RECIPES = Path.of("../runtimes");

  @TempDir Path home;

  @Test
  void givesTheSameImageToAllWhoWantItAtATime() throws Exception {
    try (var images = onDemand(RECIPES);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Optional<RuntimeImage>> find = () -> images.find("Node.js6.10");
      var found = threads.invokeAll(List.of(find, find, find, find));
      for (Future<Optional<RuntimeImage>> each : found) {
        assertEquals(new PreparedImages(RECIPES).find("Node.js6.10"), each.get());
      }
    }
    try (var engine = ImageEngine.at(ENGINE)) {
      assertTrue(
          engine.has(new PreparedImages(RECIPES).find("Node.js6.10").orElseThrow().reference()));
    }
  }

  @Test
  void saysWhyAnImageCannotBeMade() throws IOException {
    TestImages.prepare();
    Path recipes = home.resolve("recipes");
    write(
        recipes.resolve("catalogue.yaml"),
        """
        runtimes:
          Broken:
            interpreter: none
            protocol: managed
            recipe: broken
            image: %s
        """
            .formatted(new PreparedImages(RECIPES).holder()));
    write(recipes.resolve("base/Dockerfile"), "FROM scratch\n");
    write(recipes.resolve("broken/Dockerfile"), "ARG BASE\nFROM ${BASE}\nRUN exit 7\n");
    try (var images = onDemand(recipes)) {
      String message =
          assertThrows(EngineException.class, () -> images.find("Broken")).getMessage();
      assertTrue(message.contains("The image of the runtime Broken could not be made"), message);
      assertTrue(message.contains("non-zero code: 7"), message);
      assertEquals(Optional.empty(), images.find("Absent"));
    }
  }

  private ImagesOnDemand onDemand(Path recipes) {
    return new ImagesOnDemand(
        new PreparedImages(recipes), new ImagePreparation(ENGINE, recipes, home));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
