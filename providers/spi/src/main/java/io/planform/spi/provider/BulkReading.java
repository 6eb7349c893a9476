package io.planform.spi.provider;

import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.Optional;

/** What a session can also do: read many objects by a walk through a list. */
public interface BulkReading {

  /**
   * Reads objects of a type.
   *
   * @return in the order of the objects what {@link ProviderSession#read} would answer, where a
   *     list tells it whole; nothing for those that are to be read one by one
   */
  List<Optional<Read>> readAll(String type, List<Value.Obj> priors);
}
