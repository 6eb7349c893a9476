package io.planform.utility.http;

import io.planform.utility.catalogue.CatalogueProvider;
import io.planform.utility.catalogue.DataSource;
import java.time.Duration;
import java.util.Map;

/** {@code http}. Requests are made when the data source is read, and at no other time. */
public final class HttpProvider extends CatalogueProvider {
  private final Limits limits;

  /**
   * @param time for one request whose manifest does not say how long it may take
   * @param bytes of a body
   */
  public record Limits(Duration time, int bytes) {}

  public HttpProvider(Limits limits) {
    super("http");
    this.limits = limits;
  }

  @Override
  protected Map<String, DataSource> data() {
    return Map.of("http", new HttpData(limits));
  }
}
