package io.planform.utility.terraform;

import io.planform.spi.provider.ProviderFunction;
import io.planform.utility.catalogue.CatalogueProvider;
import io.planform.utility.catalogue.DataSource;
import io.planform.utility.catalogue.ManagedType;
import java.util.Map;

/** {@code terraform}. */
public final class TerraformProvider extends CatalogueProvider {
  private final Surroundings surroundings;

  public TerraformProvider(Surroundings surroundings) {
    super("terraform");
    this.surroundings = surroundings;
  }

  @Override
  protected Map<String, ManagedType> managed() {
    return Map.of("terraform_data", new TerraformData());
  }

  @Override
  protected Map<String, DataSource> data() {
    return Map.of("terraform_remote_state", new RemoteState(surroundings));
  }

  @Override
  public Map<String, ProviderFunction> functions() {
    return VariableFunctions.all(surroundings);
  }
}
