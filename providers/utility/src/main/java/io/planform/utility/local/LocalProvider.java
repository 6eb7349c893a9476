package io.planform.utility.local;

import io.planform.utility.catalogue.CatalogueProvider;
import io.planform.utility.catalogue.DataSource;
import io.planform.utility.catalogue.ManagedType;
import java.util.Map;

/** {@code local}. Relative paths start at the root module. */
public final class LocalProvider extends CatalogueProvider {

  public LocalProvider() {
    super("local");
  }

  @Override
  protected Map<String, ManagedType> managed() {
    return Map.of(
        "local_file", FileResource.plain(), "local_sensitive_file", FileResource.secret());
  }

  @Override
  protected Map<String, DataSource> data() {
    return Map.of("local_file", new FileData(false), "local_sensitive_file", new FileData(true));
  }
}
