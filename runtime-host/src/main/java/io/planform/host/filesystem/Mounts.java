package io.planform.host.filesystem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file systems of a function, and as whom it uses them.
 *
 * @param user -1 for that of all functions
 * @param group -1 for that of all functions
 */
public record Mounts(int user, int group, List<FunctionMount> all) {
  public static final Mounts NONE = new Mounts(-1, -1, List.of());

  /** The field of a function's configuration. */
  public static final String FIELD = "mount_config";

  private static final int MOST = 5;
  private static final int LARGEST_ID = 65_534;

  /** Of the guide's 14.1.22: neither is a function's to take. */
  private static final Set<Integer> OTHERS_IDS = Set.of(0, 1000);

  private static final Pattern PATH = Pattern.compile("/mnt/[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");
  private static final Pattern SHARE = Pattern.compile("([^:/\\s]+):(/[^\\s]*)");

  /** What a request says, or what there was. */
  public static Mounts read(Fields fields, Mounts base) {
    Optional<Fields> sent = fields.object(FIELD);
    if (sent.isEmpty()) {
      return base;
    }
    sent.get().refuseOthersThan(Set.of("mount_user", "func_mounts"));
    Optional<Fields> user = sent.get().object("mount_user");
    user.ifPresent(
        each ->
            each.refuseOthersThan(
                Set.of("user_id", "user_group_id", "mount_user_id", "mount_user_group_id")));
    return new Mounts(
        id(user, "user_id").orElse(base.user()),
        id(user, "user_group_id").orElse(base.group()),
        sent.get().array("func_mounts").map(Mounts::mounts).orElse(base.all()));
  }

  /** The provider sends {@code mount_user_id} where the SDKs send {@code user_id}. */
  private static OptionalInt id(Optional<Fields> user, String name) {
    OptionalInt id =
        Stream.of(name, "mount_" + name)
            .map(each -> user.map(fields -> fields.integer(each)).orElse(OptionalInt.empty()))
            .filter(OptionalInt::isPresent)
            .findFirst()
            .orElse(OptionalInt.empty());
    if (id.isPresent()
        && (id.getAsInt() < -1
            || id.getAsInt() > LARGEST_ID
            || OTHERS_IDS.contains(id.getAsInt()))) {
      throw ApiException.invalid(
          "The field %s is %d; it can be -1, or 1 to %d without 1000."
              .formatted(name, id.getAsInt(), LARGEST_ID));
    }
    return id;
  }

  private static List<FunctionMount> mounts(JsonNode sent) {
    if (sent.size() > MOST) {
      throw new ApiException(
          FgsError.FSS_1049, "A function has %d mounts at most.".formatted(MOST));
    }
    List<FunctionMount> mounts = new ArrayList<>();
    for (JsonNode each : sent) {
      FunctionMount mount =
          mount(Fields.of(each, "mount_config.func_mounts[%d].".formatted(mounts.size())));
      if (mounts.stream().anyMatch(other -> other.path().equals(mount.path()))) {
        throw new ApiException(
            FgsError.FSS_1039, "There are two mounts at %s.".formatted(mount.path()));
      }
      mounts.add(mount);
    }
    return List.copyOf(mounts);
  }

  private static FunctionMount mount(Fields fields) {
    fields.refuseOthersThan(
        Set.of("mount_type", "mount_resource", "mount_share_path", "local_mount_path", "status"));
    String word = fields.requiredText("mount_type");
    FunctionMount.Type type =
        Stream.of(FunctionMount.Type.values())
            .filter(each -> each.word().equals(word))
            .findFirst()
            .orElseThrow(
                () -> ApiException.invalid("The field mount_type is sfsTurbo, sfs or ecs."));
    String path = fields.requiredText("local_mount_path");
    if (!PATH.matcher(path).matches()) {
      throw new ApiException(
          FgsError.FSS_1039,
          "The local_mount_path \"%s\" is not a folder right below /mnt, such as /mnt/data."
              .formatted(path));
    }
    String share = fields.requiredText("mount_share_path");
    if (!SHARE.matcher(share).matches()) {
      throw new ApiException(
          FgsError.FSS_1039,
          "The mount_share_path \"%s\" is not a server and a path, such as 192.168.0.12:/data."
              .formatted(share));
    }
    return new FunctionMount(type, fields.requiredText("mount_resource"), share, path);
  }

  /** The user and group of a process, by number, where another is not said. */
  public String owner(String otherwise) {
    String[] ids = otherwise.split(":", 2);
    return (user < 0 ? ids[0] : user) + ":" + (group < 0 ? ids[1] : group);
  }

  /** As the API shows them; {@code active} is all that this host can say of one that was taken. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.putObject("mount_user").put("user_id", user).put("user_group_id", group);
    ArrayNode mounts = json.putArray("func_mounts");
    all.forEach(each -> mounts.add(each.toJson().put("status", "active")));
    return json;
  }

  /** What {@link #ofText} reads; empty for {@link #NONE}. */
  public String toText() {
    return equals(NONE) ? "" : toJson().toString();
  }

  public static Mounts ofText(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    try {
      return read(Fields.of(Json.object().set(FIELD, Json.read(text)), ""), NONE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored mounts are not JSON", e);
    }
  }
}
