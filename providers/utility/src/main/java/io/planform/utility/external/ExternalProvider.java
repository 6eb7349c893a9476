package io.planform.utility.external;

import io.planform.utility.catalogue.CatalogueProvider;
import io.planform.utility.catalogue.DataSource;
import java.time.Duration;
import java.util.Map;

/** {@code external}. */
public final class ExternalProvider extends CatalogueProvider {
  private final Duration limit;

  /**
   * @param limit how long a program may run
   */
  public ExternalProvider(Duration limit) {
    super("external");
    this.limit = limit;
  }

  @Override
  protected Map<String, DataSource> data() {
    return Map.of("external", new ExternalData(limit));
  }
}
