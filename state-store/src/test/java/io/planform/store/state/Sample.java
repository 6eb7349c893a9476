package io.planform.store.state;

import java.time.Instant;
import java.util.List;

/** Rows and requests for tests. */
final class Sample {
  static final RunRequest REQUEST = new RunRequest("planform apply", "ada@engine", null, null);

  private Sample() {}

  static ResourceRow resource(String address, String attributes) {
    return resource(address, "", attributes, false, 0);
  }

  static ResourceRow secret(String address, String attributes) {
    return resource(address, "", attributes, true, 0);
  }

  static ResourceRow resource(
      String address, String deposed, String attributes, boolean sensitive, long revision) {
    return new ResourceRow(
        address,
        deposed,
        "huaweicloud",
        "id-of-" + address,
        attributes,
        sensitive,
        1,
        ResourceRow.Status.OK,
        false,
        List.of("huaweicloud_vpc.a", "huaweicloud_vpc.b[\"x y\"]"),
        revision);
  }

  static Operation operation(String id, String address) {
    return new Operation(
        id,
        address,
        "",
        Operation.Action.CREATE,
        "{\"name\":\"unrevealed\"}",
        true,
        Instant.ofEpochMilli(1_700_000_000_000L),
        0);
  }

  static Run.Change put(ResourceRow row) {
    return new Run.Change.Put(row);
  }

  static Run.Change output(String name, String value) {
    return new Run.Change.PutOutput(new OutputRow(name, value, false));
  }
}
