package io.planform.host.filesystem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.operation.Operation;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** File systems as the API of Scalable File Service Turbo has them. */
public final class FileSystemApi {
  private static final String SERVICE = "/v1/{project_id}/sfs-turbo";
  private static final String SHARES = SERVICE + "/shares";
  private static final String SHARE = SHARES + "/{share_id}";
  private static final String TAGS = SERVICE + "/{share_id}/tags";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{3,63}");
  private static final Set<String> TYPES = Set.of("STANDARD", "PERFORMANCE");
  private static final int LEAST_GIGABYTES = 500;

  /** The service has twice as much; a file of ext4, which holds them here, does not. */
  private static final int MOST_GIGABYTES = 16_000;

  private static final int MOST_TAGS = 20;

  private final FileSystems systems;
  private final FileSystems.Users users;
  private final String region;
  private final InstantSource clock;

  /**
   * @param users of file systems, which keep them from being deleted
   */
  public FileSystemApi(
      FileSystems systems, FileSystems.Users users, String region, InstantSource clock) {
    this.systems = systems;
    this.users = users;
    this.region = region;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("CreateShare", "POST", SHARES, this::create),
        Route.of("ListShares", "GET", SHARES + "/detail", this::list),
        Route.of("ShowShare", "GET", SHARE, this::show),
        Route.of("DeleteShare", "DELETE", SHARE, this::delete),
        Route.of("ChangeShare", "POST", SHARE + "/action", this::change),
        Route.of("ShowSharedTags", "GET", TAGS, this::tags),
        Route.of("BatchAddSharedTags", "POST", TAGS + "/action", this::tag),
        Route.of("DeleteSharedTag", "DELETE", TAGS + "/{key}", this::untag));
  }

  private Response create(Request request) {
    Fields body = Fields.of(request);
    body.refuseOthersThan(Set.of("share"));
    Fields share =
        body.object("share").orElseThrow(() -> ApiException.invalid("The field share is missing."));
    share.refuseOthersThan(
        Set.of(
            "name",
            "share_proto",
            "share_type",
            "size",
            "availability_zone",
            "vpc_id",
            "subnet_id",
            "security_group_id",
            "enterprise_project_id",
            "description",
            "metadata",
            "tags"));
    share.object("metadata").ifPresent(metadata -> metadata.refuseOthersThan(Set.of()));
    if (!share.text("share_proto").orElse("NFS").equals("NFS")) {
      throw ApiException.invalid("The field share.share_proto is NFS.");
    }
    String type = share.requiredText("share_type");
    if (!TYPES.contains(type)) {
      throw ApiException.invalid(
          "The field share.share_type is STANDARD or PERFORMANCE on this host.");
    }
    FileSystem made =
        new FileSystem(
            UUID.randomUUID().toString(),
            name(share.requiredText("name")),
            type,
            gigabytes(share.requiredInteger("size"), LEAST_GIGABYTES),
            share.requiredText("availability_zone"),
            share.requiredText("vpc_id"),
            share.requiredText("subnet_id"),
            share.requiredText("security_group_id"),
            share.text("enterprise_project_id").orElse("0"),
            share.array("tags").map(FileSystemApi::tags).orElse(Map.of()),
            clock.millis());
    ObjectNode answer =
        Json.object().put("id", made.id()).put("name", made.name()).put("status", "100");
    return systems.create(made, Operation.of(request), Response.json(202, answer));
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw ApiException.invalid(
          "A file system's name has 4 to 64 letters, digits, - and _, a letter first.");
    }
    return name;
  }

  private static int gigabytes(int number, int least) {
    if (number < least || number > MOST_GIGABYTES) {
      throw ApiException.invalid(
          "A file system of %d GB can be %d to %d GB on this host."
              .formatted(number, least, MOST_GIGABYTES));
    }
    return number;
  }

  private Response list(Request request) {
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("shares");
    systems.all().forEach(each -> list.add(shown(each)));
    return Response.json(200, document.put("count", list.size()));
  }

  private Response show(Request request) {
    return Response.json(200, shown(named(request)));
  }

  private ObjectNode shown(FileSystem each) {
    ObjectNode json = each.toJson(region, systems.free(each));
    json.set("tags", tags(each.tags()));
    return json;
  }

  private FileSystem named(Request request) {
    return systems.get(request.parameter("share_id"));
  }

  private Response delete(Request request) {
    return systems.delete(named(request), users, Operation.of(request));
  }

  /** Its name, size or security group, as the one field of the body says. */
  private Response change(Request request) {
    Fields body = Fields.of(request);
    body.refuseOthersThan(Set.of("extend", "change_name", "change_security_group"));
    FileSystem changed = named(request);
    Optional<Fields> extend = body.object("extend");
    if (extend.isPresent()) {
      int size = extend.get().requiredInteger("new_size");
      changed = changed.withGigabytes(gigabytes(size, changed.gigabytes()));
    }
    Optional<Fields> rename = body.object("change_name");
    if (rename.isPresent()) {
      changed = changed.withName(name(rename.get().requiredText("name")));
    }
    Optional<Fields> group = body.object("change_security_group");
    if (group.isPresent()) {
      changed = changed.withSecurityGroup(group.get().requiredText("security_group_id"));
    }
    ObjectNode answer = Json.object().put("id", changed.id()).put("name", changed.name());
    return systems.change(changed, Operation.of(request), Response.json(202, answer));
  }

  private Response tags(Request request) {
    return Response.json(200, Json.object().set("tags", tags(named(request).tags())));
  }

  private Response tag(Request request) {
    Fields body = Fields.of(request);
    body.refuseOthersThan(Set.of("action", "tags"));
    FileSystem each = named(request);
    Map<String, String> tags = new TreeMap<>(each.tags());
    Map<String, String> sent = body.array("tags").map(FileSystemApi::tags).orElse(Map.of());
    switch (body.requiredText("action")) {
      case "create" -> tags.putAll(sent);
      case "delete" -> tags.keySet().removeAll(sent.keySet());
      default -> throw ApiException.invalid("The field action is create or delete.");
    }
    return retag(request, each, tags);
  }

  private Response untag(Request request) {
    FileSystem each = named(request);
    Map<String, String> tags = new TreeMap<>(each.tags());
    tags.remove(request.parameter("key"));
    return retag(request, each, tags);
  }

  private Response retag(Request request, FileSystem each, Map<String, String> tags) {
    if (tags.size() > MOST_TAGS) {
      throw ApiException.invalid("A file system has %d tags at most.".formatted(MOST_TAGS));
    }
    return systems.change(each.withTags(tags), Operation.of(request), Response.noContent());
  }

  private static Map<String, String> tags(JsonNode sent) {
    Map<String, String> tags = new TreeMap<>();
    for (JsonNode each : sent) {
      Fields tag = Fields.of(each, "tags.");
      tags.put(tag.requiredText("key"), tag.text("value").orElse(""));
    }
    return tags;
  }

  private static ArrayNode tags(Map<String, String> tags) {
    ArrayNode list = Json.array();
    tags.forEach((key, value) -> list.addObject().put("key", key).put("value", value));
    return list;
  }
}
