package io.planform.huaweicloud.apig;

import io.planform.functiongraph.signature.PercentEncoding;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.value.Value;

/** The query that chooses one object from a list of the gateway's. */
final class Chosen {
  private Chosen() {}

  /** By its id; by its name as long as that is not known. */
  static String of(Value.Obj object) {
    String id = Texts.of(object.get("id"));
    return id.isEmpty()
        ? "name=" + PercentEncoding.encode(Texts.of(object.get("name")))
        : "id=" + PercentEncoding.encode(id);
  }
}
