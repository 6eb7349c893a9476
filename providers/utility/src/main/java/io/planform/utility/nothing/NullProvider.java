package io.planform.utility.nothing;

import io.planform.utility.catalogue.CatalogueProvider;
import io.planform.utility.catalogue.DataSource;
import io.planform.utility.catalogue.ManagedType;
import java.util.Map;

/** {@code null}: objects that do nothing but exist. */
public final class NullProvider extends CatalogueProvider {

  public NullProvider() {
    super("null");
  }

  @Override
  protected Map<String, ManagedType> managed() {
    return Map.of("null_resource", new NullResource());
  }

  @Override
  protected Map<String, DataSource> data() {
    return Map.of("null_data_source", new NullDataSource());
  }
}
