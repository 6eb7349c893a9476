package io.planform.utility.random;

import io.planform.utility.catalogue.CatalogueProvider;
import io.planform.utility.catalogue.EphemeralType;
import io.planform.utility.catalogue.ManagedType;
import java.time.InstantSource;
import java.util.Map;

/** {@code random}. What it draws is drawn again only when an argument or a keeper changes. */
public final class RandomProvider extends CatalogueProvider {

  public RandomProvider() {
    super("random");
  }

  @Override
  protected Map<String, ManagedType> managed() {
    return Map.of(
        "random_bytes",
        new RandomBytes(),
        "random_id",
        new RandomId(),
        "random_integer",
        new RandomInteger(),
        "random_password",
        RandomText.password(),
        "random_pet",
        new RandomPet(),
        "random_shuffle",
        new RandomShuffle(),
        "random_string",
        RandomText.string(),
        "random_uuid",
        RandomUuid.version4(),
        "random_uuid4",
        RandomUuid.version4(),
        "random_uuid7",
        RandomUuid.version7(InstantSource.system()));
  }

  @Override
  protected Map<String, EphemeralType> ephemeral() {
    return Map.of("random_password", new EphemeralPassword());
  }
}
