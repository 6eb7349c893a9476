package io.planform.host.filesystem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;

/**
 * A file system at a path of a function.
 *
 * @param resource the file system's id; of {@code ecs} and {@code sfs}, whatever names the server
 * @param share {@code HOST:/PATH}
 * @param path inside, {@code /mnt/NAME}
 */
public record FunctionMount(Type type, String resource, String share, String path) {
  /** Who keeps the file system. */
  public enum Type {
    SFS_TURBO("sfsTurbo"),
    SFS("sfs"),
    ECS("ecs");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  ObjectNode toJson() {
    return Json.object()
        .put("mount_type", type.word())
        .put("mount_resource", resource)
        .put("mount_share_path", share)
        .put("local_mount_path", path);
  }
}
