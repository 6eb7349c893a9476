package io.planform.planner.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.StoreException;
import io.planform.store.state.ResourceRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The block {@code timeouts} of a resource, and the lease that its calls must not outlive. */
class TimeoutsTest {
  private static final String SLOW =
      """
      resource "fake_slow" "one" {
        name = "%s"
        timeouts {
          create = "%s"
          delete = "45m"
        }
      }
      """;

  @TempDir Path directory;
  private Workshop workshop;

  @BeforeEach
  void open() throws StoreException {
    workshop = new Workshop(directory);
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void aCallMayTakeLongerThanALeaseIsTakenFor() throws StoreException {
    workshop.manifest(SLOW.formatted("one", "10m")).apply();
    assertEquals(List.of(), workshop.diagnostics);
    assertEquals(Duration.ofMinutes(10), workshop.cloud.timeouts.get("create"));
    workshop.manifest("").apply();
    assertEquals(List.of(), workshop.diagnostics);
    assertEquals(Duration.ofMinutes(45), workshop.cloud.timeouts.get("delete"));
  }

  @Test
  void withoutABlockACallIsShorterThanTheLease() throws StoreException {
    workshop.manifest("resource \"fake_slow\" \"one\" {\n  name = \"one\"\n}\n").apply();
    assertEquals(List.of(), workshop.diagnostics);
    assertTrue(
        workshop.cloud.timeouts.get("create").compareTo(Duration.ofMinutes(2)) < 0,
        workshop.cloud.timeouts::toString);
  }

  @Test
  void anAnswerThatDoesNotComeInTimeIsToldAndItsObjectIsUnknown() throws StoreException {
    workshop.cloud.lookups = false;
    workshop.manifest(SLOW.formatted("stuck", "1s")).apply();
    Diagnostic late =
        workshop.diagnostics.stream()
            .filter(each -> each.summary().equals("No answer"))
            .filter(each -> each.hint() != null)
            .findFirst()
            .orElseThrow();
    assertTrue(late.detail().startsWith("With fake_slow.one: "), late.detail());
    assertEquals(
        "its block timeouts gives create 1 s; raise it there, and apply again", late.hint());
    assertEquals(ResourceRow.Status.UNKNOWN, workshop.resources().getFirst().status());

    workshop.cloud.lookups = true;
    workshop.manifest(SLOW.formatted("one", "1m")).apply();
    assertEquals(List.of(), workshop.diagnostics);
    assertEquals(ResourceRow.Status.OK, workshop.resources().getFirst().status());
  }
}
