package io.planform.huaweicloud.functiongraph;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.List;

/** An endpoint serves one region: that of the provider. */
final class Regions {
  private Regions() {}

  static List<Diagnostic> check(Value.Obj configuration, String region) {
    String own = Texts.of(configuration.get("region"));
    return own.isEmpty() || region.isEmpty() || own.equals(region)
        ? List.of()
        : List.of(
            Diagnostic.error(
                    "Another region",
                    "The region is %s, but the provider's is %s.".formatted(own, region))
                .at(ValuePath.of("region"))
                .withHint("Use a provider block with an alias for the other region."));
  }
}
