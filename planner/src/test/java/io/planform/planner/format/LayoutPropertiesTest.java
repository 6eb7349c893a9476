package io.planform.planner.format;

import static io.planform.planner.format.FormatterCasesTest.format;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LayoutPropertiesTest {
  @Provide
  Arbitrary<String> laidOut() {
    List<String> texts =
        FormatCases.all().stream()
            .flatMap(file -> file.cases().stream())
            .map(FormatCases.Case::formatted)
            // Terraform takes off one layer at a time.
            .filter(text -> format(text).equals(text))
            .toList();
    return Arbitraries.of(texts);
  }

  @Property(tries = 500)
  void layoutDependsOnNothingButTheTokens(@ForAll("laidOut") String text, @ForAll long seed) {
    assertEquals(text.stripTrailing(), format(Respacing.respaced(text, seed)).stripTrailing());
  }

  @Property(tries = 500)
  void layoutChangesOnlyWhiteSpace(@ForAll("laidOut") String text, @ForAll long seed) {
    String respaced = Respacing.respaced(text, seed);

    assertEquals(Respacing.ink(respaced), Respacing.ink(format(respaced)));
  }
}
