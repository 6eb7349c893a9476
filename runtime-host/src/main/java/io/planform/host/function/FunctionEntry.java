package io.planform.host.function;

import io.planform.functiongraph.FunctionUrn;
import java.time.Instant;

/**
 * A function in the catalogue.
 *
 * @param id a UUID; another one after the function was deleted and made anew
 * @param urn without version
 * @param collected marked by a user, listed first
 * @param revision grows with every change of any function
 */
public record FunctionEntry(
    String id,
    FunctionUrn urn,
    FunctionSettings settings,
    FunctionCode code,
    boolean collected,
    long revision,
    Instant modifiedAt) {

  CurrentFunction toCurrent() {
    return new CurrentFunction(id, urn, toRevision());
  }

  /** What running it needs. */
  public FunctionRevision toRevision() {
    return new FunctionRevision(
        keyPrefix(urn) + FunctionUrn.LATEST + "#" + revision,
        urn.project(),
        urn.packageName(),
        urn.name(),
        FunctionUrn.LATEST,
        settings.runtime(),
        settings.handler(),
        settings.timeoutSeconds(),
        settings.initializer().isEmpty() ? null : settings.initializer(),
        settings.initializerTimeoutSeconds(),
        settings.memoryMegabytes(),
        settings.temporaryMegabytes(),
        settings.concurrency(),
        settings.maxInstances(),
        code.stored().isEmpty() ? null : code.stored(),
        settings.image().isEmpty() ? null : settings.image(),
        settings.userData().variables());
  }

  /** What the keys of all its revisions begin with, and no other function's. */
  static String keyPrefix(FunctionUrn bare) {
    return bare + ":";
  }

  FunctionEntry with(FunctionSettings changed) {
    return new FunctionEntry(id, urn, changed, code, collected, revision, modifiedAt);
  }

  FunctionEntry with(FunctionCode changed) {
    return new FunctionEntry(id, urn, settings, changed, collected, revision, modifiedAt);
  }

  FunctionEntry collected(boolean mark) {
    return new FunctionEntry(id, urn, settings, code, mark, revision, modifiedAt);
  }

  FunctionEntry at(long newRevision, Instant time) {
    return new FunctionEntry(id, urn, settings, code, collected, newRevision, time);
  }

  @Override
  public String toString() {
    return urn.toString();
  }
}
