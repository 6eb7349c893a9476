package io.planform.host.function;

import io.planform.functiongraph.FunctionUrn;
import io.planform.host.code.CodeDependency;
import io.planform.host.code.FunctionCode;
import java.time.Instant;
import java.util.UUID;

/**
 * A function in the catalogue: its version {@code latest}, or what it was when another version was
 * published.
 *
 * @param id a UUID; another one after the function was deleted and made anew
 * @param urn without version
 * @param collected marked by a user, listed first
 * @param revision grows with every change of any function
 */
public record FunctionEntry(
    String id,
    FunctionUrn urn,
    FunctionVersion version,
    FunctionSettings settings,
    FunctionCode code,
    boolean collected,
    long revision,
    Instant modifiedAt) {

  /** A new function, not in the catalogue yet. */
  static FunctionEntry draft(FunctionUrn urn, FunctionSettings settings, FunctionCode code) {
    String id = UUID.randomUUID().toString();
    return new FunctionEntry(
        id, urn, FunctionVersion.latest(id), settings, code, false, 0, Instant.EPOCH);
  }

  CurrentFunction toCurrent() {
    return new CurrentFunction(id, urn, version.id(), settings.logging(), toRevision());
  }

  /** What running it needs. */
  public FunctionRevision toRevision() {
    return new FunctionRevision(
        versionKeyPrefix() + revision,
        urn.project(),
        urn.packageName(),
        urn.name(),
        version.name(),
        settings.runtime(),
        settings.handler(),
        settings.timeoutSeconds(),
        settings.initializer().isEmpty() ? null : settings.initializer(),
        settings.initializerTimeoutSeconds(),
        settings.preStop().isEmpty() ? null : settings.preStop(),
        settings.preStopTimeoutSeconds(),
        settings.memoryMegabytes(),
        settings.temporaryMegabytes(),
        settings.concurrency(),
        settings.maxInstances(),
        settings.dynamicMemory(),
        settings.streams(),
        settings.java(),
        settings.agencies(),
        settings.mounts(),
        code.stored().isEmpty() ? null : code.stored(),
        code.dependencies().stream().map(CodeDependency::stored).toList(),
        settings.image(),
        settings.networking().access(),
        settings.userData().variables());
  }

  /** What the keys of this version's revisions begin with, and no other version's. */
  String versionKeyPrefix() {
    return keyPrefix(urn) + version.name() + "#";
  }

  /** What the keys of all versions' revisions begin with, and no other function's. */
  static String keyPrefix(FunctionUrn bare) {
    return bare + ":";
  }

  FunctionEntry with(FunctionSettings changed) {
    return new FunctionEntry(id, urn, version, changed, code, collected, revision, modifiedAt);
  }

  FunctionEntry with(FunctionCode changed) {
    return new FunctionEntry(id, urn, version, settings, changed, collected, revision, modifiedAt);
  }

  FunctionEntry collected(boolean mark) {
    return new FunctionEntry(id, urn, version, settings, code, mark, revision, modifiedAt);
  }

  FunctionEntry at(long newRevision, Instant time) {
    return new FunctionEntry(id, urn, version, settings, code, collected, newRevision, time);
  }

  /** The same as a version of its own. */
  FunctionEntry publishedAs(FunctionVersion published) {
    return new FunctionEntry(id, urn, published, settings, code, collected, revision, modifiedAt);
  }

  /** Whether another one has the same code and configuration. */
  boolean isSameAs(FunctionEntry other) {
    return settings.equals(other.settings()) && code.equals(other.code());
  }

  /** With its version. */
  public FunctionUrn versionUrn() {
    return urn.withQualifier(version.name());
  }

  @Override
  public String toString() {
    return versionUrn().toString();
  }
}
