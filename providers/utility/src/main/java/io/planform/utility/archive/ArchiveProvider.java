package io.planform.utility.archive;

import io.planform.utility.catalogue.CatalogueProvider;
import io.planform.utility.catalogue.DataSource;
import io.planform.utility.catalogue.ManagedType;
import java.util.Map;

/** {@code archive}. Relative paths start at the root module. */
public final class ArchiveProvider extends CatalogueProvider {

  public ArchiveProvider() {
    super("archive");
  }

  @Override
  protected Map<String, ManagedType> managed() {
    return Map.of(ArchiveFile.TYPE, new ArchiveFile());
  }

  @Override
  protected Map<String, DataSource> data() {
    return Map.of(ArchiveFile.TYPE, new ArchiveFile());
  }
}
