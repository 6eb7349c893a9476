package io.planform.spi.provider;

import io.planform.spi.diagnostic.Diagnostic;
import java.util.List;

/** What a session can also do: tell which objects there are, whoever made them. */
public interface ObjectListing {

  /** All objects of one of {@link Provider#listedTypes}. */
  Listed list(String type);

  /**
   * @param objects those that were found before an error, if there was one
   */
  record Listed(List<Found> objects, List<Diagnostic> diagnostics) {}

  /**
   * An object that is there.
   *
   * @param id as {@link ProviderSession#importObject} takes it
   * @param objectId what its attribute {@code id} holds once it is managed
   * @param name as people call it; not unique
   */
  record Found(String id, String objectId, String name) {}
}
