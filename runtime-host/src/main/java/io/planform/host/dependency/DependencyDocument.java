package io.planform.host.dependency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;

/** Dependencies as the API shows them. */
public final class DependencyDocument {
  private final String owner;

  /**
   * @param owner of all of them: the project
   */
  public DependencyDocument(String owner) {
    this.owner = owner;
  }

  /** One version, by its own id. */
  public ObjectNode version(DependencyVersion version) {
    return common(version, version.id()).put("dep_id", version.dependency());
  }

  /** The dependency, by its id, with what its newest version is. */
  ObjectNode dependency(DependencyVersion newest) {
    return common(newest, newest.dependency());
  }

  /** Without a link: those that there are name one version and end soon. */
  private ObjectNode common(DependencyVersion version, String id) {
    return Json.object()
        .put("id", id)
        .put("owner", owner)
        .put("link", "")
        .put("runtime", version.runtime())
        .put("etag", version.etag())
        .put("size", version.size())
        .put("name", version.name())
        .put("description", version.description())
        .put("file_name", version.name() + ".zip")
        .put("version", version.number())
        .put("last_modified", version.modifiedAt().getEpochSecond())
        .put("is_shared", false);
  }
}
