package io.planform.utility.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Lifecycle;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeTest {
  private Instant now = Instant.parse("2026-01-31T10:20:30.5Z");
  private final Lifecycle time = new Lifecycle(new TimeProvider(() -> now), Path.of(""));

  @Test
  void staticTimeStays() {
    Value.Obj made = time.create("time_static", Map.of());
    assertEquals(Value.of("2026-01-31T10:20:30Z"), made.get("rfc3339"));
    assertEquals(Value.of(1769854830), made.get("unix"));
    assertEquals(Value.of(31), made.get("day"));
    now = now.plusSeconds(1);
    assertEquals(Map.of(), time.changes("time_static", made, Map.of()));
    assertEquals(
        Map.of("rfc3339", "replace"),
        time.changes("time_static", made, Map.of("rfc3339", Value.of("2020-01-01T00:00:00Z"))));
    assertEquals(made, time.imported("time_static", "2026-01-31T10:20:30Z"));
  }

  @Test
  void anOffsetMovesInPlace() {
    Value.Obj made = time.create("time_offset", Map.of("offset_months", Value.of(1)));
    assertEquals(Value.of("2026-02-28T10:20:30Z"), made.get("rfc3339"));
    Value.Obj later =
        time.update(
            "time_offset", made, Map.of("offset_days", Value.of(-31), "offset_hours", Value.of(2)));
    assertEquals(Value.of("2025-12-31T12:20:30Z"), later.get("rfc3339"));
    assertEquals(Value.of(2025), later.get("year"));
    assertEquals(made, time.imported("time_offset", "2026-01-31T10:20:30Z,0,1,0,0,0,0"));
  }

  @Test
  void aRotatingTimeIsGoneWhenItHasCome() {
    Value.Obj made = time.create("time_rotating", Map.of("rotation_days", Value.of(2)));
    assertEquals(Value.of("2026-02-02T10:20:30Z"), made.get("rotation_rfc3339"));
    assertEquals(Value.of(31), made.get("day"));
    Value.Obj longer = time.update("time_rotating", made, Map.of("rotation_days", Value.of(5)));
    assertEquals(Value.of("2026-02-05T10:20:30Z"), longer.get("rotation_rfc3339"));
    assertEquals(made, time.imported("time_rotating", "2026-01-31T10:20:30Z,0,0,2,0,0"));
    now = Instant.parse("2026-02-03T00:00:00Z");
    assertNull(time.session().read("time_rotating", made).state());
    assertEquals(longer, time.session().read("time_rotating", longer).state());
  }

  @Test
  void sleepsChangeWithoutWaiting() {
    Value.Obj made = time.create("time_sleep", Map.of("create_duration", Value.of("0.001s")));
    Value.Obj later = time.update("time_sleep", made, Map.of("destroy_duration", Value.of("1ms")));
    time.delete("time_sleep", later);
  }

  @Test
  void refusesWhatIsNoTime() {
    assertEquals(
        List.of("Invalid time"),
        time.faults(Kind.MANAGED, "time_static", Map.of("rfc3339", Value.of("yesterday"))));
    assertEquals(List.of("Missing argument"), time.faults(Kind.MANAGED, "time_rotating", Map.of()));
    assertEquals(
        List.of("Invalid value"),
        time.faults(Kind.MANAGED, "time_sleep", Map.of("create_duration", Value.of("1 day"))));
    assertEquals(1, time.session().importObject("time_offset", "x,1").diagnostics().size());
  }
}
