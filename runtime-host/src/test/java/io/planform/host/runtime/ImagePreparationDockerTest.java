package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.doctor.Check;
import io.planform.host.doctor.Check.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePreparationDockerTest {
  private static final Path ENGINE = Path.of("/var/run/docker.sock");
  private static final Path RECIPES = Path.of("../runtimes");

  @TempDir Path home;

  @Test
  void makesEveryImageAndFindsItTheNextTime() {
    try (var preparation = new ImagePreparation(ENGINE, RECIPES, home)) {
      assertAllOk(preparation.prepare(line -> System.err.println("images: " + line)));
      assertAllOk(preparation.checks());

      List<String> said = new ArrayList<>();
      assertAllOk(preparation.prepare(said::add));
      assertEquals(List.of(), said, "nothing is built twice");
    }
  }

  @Test
  void namesTheImageOfEachRuntimeByItsRecipe() {
    var images = new PreparedImages(RECIPES);
    assertTrue(
        images
            .find("Node.js18.15")
            .orElseThrow()
            .reference()
            .startsWith("planform/runtime-node.js18.15:"));
    assertNotEquals(
        images.find("Node.js16.17").orElseThrow().reference(),
        images.find("Node.js18.15").orElseThrow().reference());
    assertTrue(images.find("Go1.x").isEmpty());
    assertTrue(images.holder().startsWith("planform/holder:"));
  }

  @Test
  void makesTheImageOfANamedRuntimeAndTellsOfUnavailableOnes() {
    try (var preparation = new ImagePreparation(ENGINE, RECIPES, home)) {
      List<Check> checks =
          preparation.prepare(List.of("Node.js6.10", "Go1.x", "Node.js5"), line -> {});
      assertEquals(Status.OK, checks.get(0).status(), checks.get(0).line());
      assertEquals(Status.MISSING, checks.get(1).status());
      assertTrue(checks.get(1).what().contains("Custom"), checks.get(1).line());
      assertEquals("there is no such runtime", checks.get(2).what());
    }
  }

  @Test
  void namesAnEngineThatDoesNotAnswer() {
    try (var preparation = new ImagePreparation(home.resolve("none.sock"), RECIPES, home)) {
      List<Check> checks = preparation.prepare(line -> {});
      assertEquals(Status.MISSING, checks.getFirst().status());
      assertTrue(checks.getFirst().what().contains("no Docker engine answers"));
    }
  }

  @Test
  void namesARecipeThatIsNotThere() {
    try (var preparation = new ImagePreparation(ENGINE, home, home)) {
      Check base = preparation.prepare(line -> {}).getLast();
      assertEquals(Status.MISSING, base.status());
      assertTrue(base.hint().contains("--runtimes"), base.line());
      assertTrue(Files.exists(home.resolve("host")));
    }
  }

  private static void assertAllOk(List<Check> checks) {
    assertTrue(checks.size() >= 5, checks::toString);
    checks.forEach(check -> assertEquals(Status.OK, check.status(), check.line()));
  }
}
