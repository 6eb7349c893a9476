package io.planform.planner.test;

import io.planform.spi.diagnostic.Diagnostic;
import java.util.List;

/**
 * What a run made and nobody destroyed.
 *
 * @param run that used the state last
 * @param objects that are there still, or may be
 * @param diagnostics why
 */
public record Leftover(String run, List<LeftObject> objects, List<Diagnostic> diagnostics) {

  /**
   * @param deposed empty unless the object was replaced
   * @param objectId the provider's; empty where it is not known
   */
  public record LeftObject(String address, String deposed, String objectId) {}
}
