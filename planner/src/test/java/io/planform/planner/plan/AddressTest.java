package io.planform.planner.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type.name",
        "data.type.name[0]",
        "type.name[\"a.b\"]",
        "module.a.type.name",
        "module.a[0].module.b[\"x\"].type.name[1]",
        "module.a[\"say \\\"module.b\\\"\"].data.type.name",
        "module.module.type.name"
      })
  void isPrintedAsItWasRead(String text) {
    assertEquals(text, Objects.requireNonNull(Address.parse(text)).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "type",
        "module.a",
        "module.a.",
        "module.a.type",
        "type.name[",
        "a.b.c",
        "a.b[01x]"
      })
  void refusesWhatIsNoAddress(String text) {
    assertNull(Address.parse(text));
  }

  @Test
  void comesInTerraformsOrder() {
    List<String> ordered =
        List.of(
            "data.z.z",
            "a.a",
            "a.b[2]",
            "a.b[10]",
            "module.a.a.a",
            "module.a[2].a.a",
            "module.a[10].a.a",
            "module.a[\"k\"].a.a",
            "module.b.a.a",
            "module.a.module.a.a.a");
    assertEquals(
        ordered,
        ordered.reversed().stream()
            .map(text -> Objects.requireNonNull(Address.parse(text)))
            .sorted()
            .map(Address::toString)
            .toList());
  }

  @Test
  void aTargetWithoutItsLastKeyMeansAllInstances() {
    Target all = Objects.requireNonNull(Target.parse("module.a"));
    Target one = Objects.requireNonNull(Target.parse("module.a[1]"));
    Address address = Objects.requireNonNull(Address.parse("module.a[0].module.b.type.name"));
    assertEquals(true, all.includes(address));
    assertEquals(false, one.includes(address));
  }
}
