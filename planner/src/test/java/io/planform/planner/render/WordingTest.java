package io.planform.planner.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.planner.config.Configuration;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.render.ProgressText.Verb;
import io.planform.planner.render.text.Palette;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.SourcePosition;
import io.planform.spi.diagnostic.SourceRange;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that people and scripts know. */
class WordingTest {
  private static final Address ADDRESS =
      new Address(ModuleInstance.ROOT, Configuration.Mode.MANAGED, "fake_thing", "a", null);

  @ParameterizedTest
  @CsvSource({
    "CREATE, Creating,   Creation,      creating",
    "UPDATE, Modifying,  Modifications, modifying",
    "DELETE, Destroying, Destruction,   destroying",
    "READ,   Reading,    Read,          reading",
  })
  void progressIsToldInTerraformsWords(Verb verb, String doing, String done, String still) {
    assertEquals("fake_thing.a: " + doing + "... [id=x]", ProgressText.started(ADDRESS, verb, "x"));
    assertEquals(
        "fake_thing.a: " + done + " complete after 1m05s [id=x]",
        ProgressText.finished(ADDRESS, verb, "x", Duration.ofSeconds(65)));
    assertEquals(
        "fake_thing.a: Still " + still + "... [10s elapsed]",
        ProgressText.still(ADDRESS, verb, "", Duration.ofSeconds(10)));
    assertEquals("fake_thing.a: Refreshing state... [id=x]", ProgressText.refreshing(ADDRESS, "x"));
  }

  @Test
  void aDiagnosticSaysWhatWhereWhyAndHowToMendIt() {
    SourceRange range =
        new SourceRange("main.tf", new SourcePosition(2, 3, 10), new SourcePosition(2, 7, 14));
    Diagnostic wrong =
        Diagnostic.error("Unsupported argument", "There is no nmae.", range)
            .withHint("did you mean name?");

    assertEquals(
        """

        Error: Unsupported argument

          on main.tf:2:3:
          2: \tänmae = 1
             \t ^^^^

        There is no nmae.

        Hint: did you mean name?
        """,
        new DiagnosticRenderer((_, _) -> "\tänmae = 1", Palette.PLAIN).render(wrong));
  }

  @Test
  void onATerminalADiagnosticIsFramed() {
    String framed =
        new DiagnosticRenderer((_, _) -> null, Palette.COLOR)
            .render(Diagnostic.warning("Careful", "It is so.", null))
            .replaceAll("\u001b\\[[0-9;]*m", "");

    assertEquals("╷\n│ Warning: Careful\n│\n│ It is so.\n╵\n", framed);
  }
}
