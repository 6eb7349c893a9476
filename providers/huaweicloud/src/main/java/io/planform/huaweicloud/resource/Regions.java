package io.planform.huaweicloud.resource;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.Credentials;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.List;
import java.util.Optional;

/** An endpoint serves one region: that of the provider. */
public final class Regions {
  private Regions() {}

  /**
   * What the provider block names, else what the credentials of its target do; empty if neither.
   *
   * @param region of the provider block; empty if it names none
   */
  public static Optional<String> of(String region, ApiClient client) {
    return region.isEmpty()
        ? client.target().credentials().map(Credentials::region)
        : Optional.of(region);
  }

  public static List<Diagnostic> check(Value.Obj configuration, String region) {
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
