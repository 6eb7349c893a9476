package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeCatalogueTest {
  private static final Path RECIPES = Path.of("../runtimes");

  /** What the guide, the official SDK and the Terraform provider name. */
  private static final Set<String> OF_THE_API =
      Set.of(
          "Java8",
          "Java11",
          "Java17",
          "Python2.7",
          "Python3.6",
          "Python3.9",
          "Python3.10",
          "Go1.8",
          "Go1.x",
          "Node.js6.10",
          "Node.js8.10",
          "Node.js10.16",
          "Node.js12.13",
          "Node.js14.18",
          "Node.js16.17",
          "Node.js18.15",
          "C#(.NET Core 2.0)",
          "C#(.NET Core 2.1)",
          "C#(.NET Core 3.1)",
          "C#(.NET Core 6.0)",
          "Custom",
          "PHP7.3",
          "PHP8.3",
          "Cangjie1.0",
          "http",
          "Custom Image");

  private final RuntimeCatalogue catalogue = RuntimeCatalogue.read(RECIPES);

  @Test
  void namesEveryRuntimeOfTheApi() {
    Set<String> names =
        catalogue.entries().stream().map(RuntimeEntry::name).collect(Collectors.toSet());
    assertTrue(names.containsAll(OF_THE_API), names::toString);
  }

  @Test
  void hasARecipeForWhateverIsAvailable() {
    for (RuntimeEntry entry : catalogue.entries()) {
      entry
          .toBuild()
          .ifPresent(
              recipe -> assertTrue(Files.exists(RECIPES.resolve(recipe.folder() + "/Dockerfile"))));
      if (!entry.isAvailable()) {
        assertNotNull(entry.unavailable());
      }
    }
  }

  @Test
  void isWhatTheDocumentationSays() throws Exception {
    List<String> expected =
        catalogue.entries().stream().map(RuntimeCatalogueTest::documented).toList();
    List<String> documented =
        Arrays.stream(Files.readString(Path.of("../docs/functions.md")).split("\n## "))
            .filter(section -> section.startsWith("Runtimes\n"))
            .flatMap(String::lines)
            .filter(line -> line.startsWith("| `"))
            .toList();
    assertEquals(String.join("\n", expected), String.join("\n", documented));
  }

  private static String documented(RuntimeEntry entry) {
    String made =
        entry.unavailable() != null
            ? "not available: " + entry.unavailable()
            : entry.toBuild().isEmpty() ? "" : entry.ahead() ? "`host up`" : "first use";
    return "| `%s` | %s | %s |".formatted(entry.name(), entry.interpreter(), made);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          runtimes: {A: {protocol: managed, recipe: a}}             | interpreter is missing
          runtimes: {A: {interpreter: a, recipe: a, protocol: x}}   | there is no protocol x
          runtimes: {A: {interpreter: a, protocol: managed}}        | it needs a recipe
          runtimes: {A: {interpreter: a, recipe: a, unavailable: b}}| it is unavailable and has
          runtimes: {A: {interpreter: a, recipes: a}}               | nobody knows recipes
          """)
  void refusesWhatCannotBe(String yaml, String message) {
    RecipeException refused =
        assertThrows(RecipeException.class, () -> RuntimeCatalogue.parse(yaml));
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused::toString);
  }
}
