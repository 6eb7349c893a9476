package io.planform.host.iam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Groups and who is in them. */
final class GroupApi {
  private static final String GROUPS = "/v3/groups";
  private static final String GROUP = GROUPS + "/{group_id}";
  private static final String MEMBER = GROUP + "/users/{user_id}";
  private static final int LONGEST_NAME = 128;

  private final Identities identities;
  private final UserApi users;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  GroupApi(Identities identities, UserApi users, InstantSource clock) {
    this.identities = identities;
    this.users = users;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateGroup", "POST", GROUPS, this::create),
        Route.of("ListGroups", "GET", GROUPS, this::list),
        Route.of("ShowGroup", "GET", GROUP, this::show),
        Route.of("UpdateGroup", "PATCH", GROUP, this::update),
        Route.of("DeleteGroup", "DELETE", GROUP, this::delete),
        Route.of("ListGroupMembers", "GET", GROUP + "/users", this::members),
        Route.of("CheckGroupMember", "HEAD", MEMBER, this::checkMember),
        Route.of("AddGroupMember", "PUT", MEMBER, this::addMember),
        Route.of("RemoveGroupMember", "DELETE", MEMBER, this::removeMember),
        Route.of("ListGroupsOfUser", "GET", "/v3/users/{user_id}/groups", this::groupsOfUser));
  }

  private Response create(Request request) {
    Fields fields = fields(request);
    Group group =
        checked(
            new Group(
                KeyPair.hex(random, 16),
                fields.requiredText("name"),
                fields.text("description").orElse(""),
                clock.instant()));
    identities.change(
        connection -> {
          checkName(GroupTable.findByName(connection, group.name()), group);
          GroupTable.insert(connection, group);
          return group;
        });
    return Response.json(201, Json.object().set("group", document(group)));
  }

  private Fields fields(Request request) {
    Fields fields =
        Fields.of(request)
            .object("group")
            .orElseThrow(() -> ApiException.invalid("The field group is required."));
    fields.refuseOthersThan(Set.of("name", "description", "domain_id"));
    String account = identities.account().id();
    if (!fields.text("domain_id").orElse(account).equals(account)) {
      throw new ApiException(FgsError.FSS_0403, "The account is %s.".formatted(account));
    }
    return fields;
  }

  private static Group checked(Group group) {
    if (group.name().isBlank() || group.name().length() > LONGEST_NAME) {
      throw ApiException.invalid("A group's name has 1 to %d characters.".formatted(LONGEST_NAME));
    }
    return group;
  }

  private static void checkName(Optional<Group> other, Group group) {
    Identities.checkFree(other, found -> found.id().equals(group.id()), "group", group.name());
  }

  private Response list(Request request) {
    Optional<String> name = request.argument("name");
    return listing(
        identities.read(connection -> GroupTable.all(connection)).stream()
            .filter(group -> name.filter(wanted -> !wanted.equals(group.name())).isEmpty())
            .toList());
  }

  private Response groupsOfUser(Request request) {
    String user = request.parameter("user_id");
    return listing(
        identities.read(
            connection -> {
              UserApi.get(UserTable.find(connection, user), user);
              return GroupTable.ofUser(connection, user);
            }));
  }

  private Response listing(List<Group> groups) {
    ArrayNode documents = Json.array();
    groups.forEach(group -> documents.add(document(group)));
    return Response.json(200, Json.object().set("groups", documents));
  }

  private Response show(Request request) {
    return Response.json(200, Json.object().set("group", document(get(request))));
  }

  private Group get(Request request) {
    String id = request.parameter("group_id");
    return identities.read(connection -> get(GroupTable.find(connection, id), id));
  }

  static Group get(Optional<Group> group, String id) {
    return group.orElseThrow(() -> Identities.unknown("group", id));
  }

  private Response update(Request request) {
    String id = request.parameter("group_id");
    Fields fields = fields(request);
    Group group =
        identities.change(
            connection -> {
              Group known = get(GroupTable.find(connection, id), id);
              Group changed =
                  checked(
                      new Group(
                          id,
                          fields.text("name").orElse(known.name()),
                          fields.text("description").orElse(known.description()),
                          known.createdAt()));
              checkName(GroupTable.findByName(connection, changed.name()), changed);
              GroupTable.update(connection, changed);
              return changed;
            });
    return Response.json(200, Json.object().set("group", document(group)));
  }

  private Response delete(Request request) {
    String id = request.parameter("group_id");
    int deleted =
        identities.change(
            connection -> Identities.execute(connection, "DELETE FROM iam_group WHERE id = ?", id));
    if (deleted == 0) {
      throw Identities.unknown("group", id);
    }
    return Response.noContent();
  }

  private Response members(Request request) {
    Group group = get(request);
    ArrayNode documents = Json.array();
    identities
        .read(connection -> UserTable.ofGroup(connection, group.id()))
        .forEach(user -> documents.add(users.document(user)));
    return Response.json(200, Json.object().set("users", documents));
  }

  private Response checkMember(Request request) {
    String user = request.parameter("user_id");
    Group group = get(request);
    boolean member =
        identities.read(connection -> UserTable.ofGroup(connection, group.id())).stream()
            .anyMatch(known -> known.id().equals(user));
    if (!member) {
      throw Identities.unknown("member", user);
    }
    return Response.noContent();
  }

  private Response addMember(Request request) {
    String group = request.parameter("group_id");
    String user = request.parameter("user_id");
    identities.change(
        connection -> {
          get(GroupTable.find(connection, group), group);
          UserApi.get(UserTable.find(connection, user), user);
          return Identities.execute(
              connection,
              "INSERT INTO iam_member (group_id, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
              group,
              user);
        });
    return Response.noContent();
  }

  private Response removeMember(Request request) {
    String user = request.parameter("user_id");
    int removed =
        identities.change(
            connection ->
                Identities.execute(
                    connection,
                    "DELETE FROM iam_member WHERE group_id = ? AND user_id = ?",
                    request.parameter("group_id"),
                    user));
    if (removed == 0) {
      throw Identities.unknown("member", user);
    }
    return Response.noContent();
  }

  private ObjectNode document(Group group) {
    return Json.object()
        .put("id", group.id())
        .put("name", group.name())
        .put("description", group.description())
        .put("domain_id", identities.account().id())
        .put("create_time", group.createdAt().toEpochMilli());
  }
}
