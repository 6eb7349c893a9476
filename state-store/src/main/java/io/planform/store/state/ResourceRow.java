package io.planform.store.state;

import java.util.List;

/**
 * One object of a state.
 *
 * @param address of the resource instance
 * @param deposed empty for the current object; else the key of an object that was replaced and
 *     still awaits its deletion
 * @param provider {@code type} or {@code type.alias} of the provider configuration that manages it
 * @param objectId the provider's id
 * @param attributes a JSON document, opaque to the store
 * @param sensitive whether the document is encrypted at rest
 * @param schemaVersion of the document
 * @param dependencies addresses of the resources it refers to, direct ones only
 * @param revision that last changed it; filled in by the store
 */
public record ResourceRow(
    String address,
    String deposed,
    String provider,
    String objectId,
    String attributes,
    boolean sensitive,
    int schemaVersion,
    Status status,
    boolean createBeforeDestroy,
    List<String> dependencies,
    long revision) {

  public enum Status {
    OK,
    /** Made in part; to be replaced. */
    TAINTED,
    /** An operation's answer was lost and could not be resolved. */
    UNKNOWN
  }
}
