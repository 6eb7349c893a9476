package io.planform.utility.archive;

import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.Map;

/**
 * {@code archive}, with the data source {@code archive_file}. Relative paths start at the root
 * module.
 */
public final class ArchiveProvider implements Provider {

  @Override
  public String name() {
    return "archive";
  }

  @Override
  public Schema configuration() {
    return Schema.of(List.of(), List.of());
  }

  @Override
  public Map<String, Schema> resourceTypes() {
    return Map.of();
  }

  @Override
  public Map<String, Schema> dataSources() {
    return Map.of(ArchiveFile.TYPE, ArchiveFile.SCHEMA);
  }

  @Override
  public ProviderSession configure(
      Value.Obj configuration, Environment environment, Diagnostics diagnostics) {
    return new ArchiveSession(environment.directory());
  }
}
