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
import java.util.regex.Pattern;

/** Creates, shows, changes, lists and deletes users. */
final class UserApi {
  private static final String USERS = "/v3.0/OS-USER/users";
  private static final String KEYSTONE_USERS = "/v3/users";
  private static final Pattern NAME = Pattern.compile("[A-Za-z_.-][A-Za-z0-9 _.-]{0,63}");
  private static final Set<String> FIELDS =
      Set.of(
          "name", "domain_id", "description", "password", "enabled", "access_mode", "pwd_status");
  private static final Set<String> ACCESS_MODES = Set.of("default", "programmatic");

  private final Identities identities;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  UserApi(Identities identities, InstantSource clock) {
    this.identities = identities;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.of("CreateUser", "POST", USERS, this::create),
        Route.of("CreateUser", "POST", KEYSTONE_USERS, this::create),
        Route.of("ListUsers", "GET", KEYSTONE_USERS, this::list),
        Route.of("ShowUser", "GET", USERS + "/{user_id}", this::show),
        Route.of("ShowUser", "GET", KEYSTONE_USERS + "/{user_id}", this::show),
        Route.of("UpdateUser", "PUT", USERS + "/{user_id}", this::update),
        Route.of("UpdateUser", "PATCH", KEYSTONE_USERS + "/{user_id}", this::update),
        Route.of("DeleteUser", "DELETE", KEYSTONE_USERS + "/{user_id}", this::delete));
  }

  private Response create(Request request) {
    Fields fields = fields(request);
    User empty =
        new User(
            KeyPair.hex(random, 16),
            fields.requiredText("name"),
            "",
            Optional.empty(),
            true,
            "default",
            false,
            clock.instant());
    User user = changed(empty, fields, hash(fields, empty.name()));
    identities.change(
        connection -> {
          checkName(UserTable.findByName(connection, user.name()), user);
          UserTable.insert(connection, user);
          return user;
        });
    return Response.json(201, Json.object().set("user", document(user)));
  }

  private Fields fields(Request request) {
    Fields fields =
        Fields.of(request)
            .object("user")
            .orElseThrow(() -> ApiException.invalid("The field user is required."));
    fields.refuseOthersThan(FIELDS);
    if (!fields
        .text("domain_id")
        .orElse(identities.account().id())
        .equals(identities.account().id())) {
      throw new ApiException(
          FgsError.FSS_0403, "The account is %s.".formatted(identities.account().id()));
    }
    return fields;
  }

  /** Takes a while: not to be done within a transaction. */
  private Optional<String> hash(Fields fields, String name) {
    return fields.text("password").map(text -> Passwords.hash(text, name, random));
  }

  private static User changed(User user, Fields fields, Optional<String> password) {
    String name = fields.text("name").orElse(user.name());
    if (!NAME.matcher(name).matches()) {
      throw ApiException.invalid(
          "A user's name has up to 64 letters, digits, spaces and _.- and begins with no digit.");
    }
    String accessMode = fields.text("access_mode").orElse(user.accessMode());
    if (!ACCESS_MODES.contains(accessMode)) {
      throw ApiException.invalid("This host has no console; access_mode is one of " + ACCESS_MODES);
    }
    return new User(
        user.id(),
        name,
        fields.text("description").orElse(user.description()),
        password.or(user::password),
        fields.bool("enabled").orElse(user.enabled()),
        accessMode,
        fields.bool("pwd_status").orElse(user.resetPassword()),
        user.createdAt());
  }

  private void checkName(Optional<User> other, User user) {
    Identities.checkFree(other, found -> found.id().equals(user.id()), "user", user.name());
    if (user.name().equals(identities.account().administrator().name())) {
      throw new ApiException(FgsError.FSS_0409, "The administrator is named so.");
    }
  }

  private Response list(Request request) {
    Optional<String> name = request.argument("name");
    ArrayNode users = Json.array();
    if (name.filter(wanted -> !wanted.equals(administrator().name())).isEmpty()) {
      users.add(administratorDocument());
    }
    identities.read(connection -> UserTable.all(connection)).stream()
        .filter(user -> name.filter(wanted -> !wanted.equals(user.name())).isEmpty())
        .forEach(user -> users.add(document(user)));
    return Response.json(200, Json.object().set("users", users));
  }

  private Response show(Request request) {
    String id = request.parameter("user_id");
    ObjectNode document =
        id.equals(administrator().id())
            ? administratorDocument()
            : document(identities.read(connection -> get(UserTable.find(connection, id), id)));
    return Response.json(200, Json.object().set("user", document));
  }

  /** A new password, and switching the user off, end the user's tokens. */
  private Response update(Request request) {
    String id = changeable(request);
    Fields fields = fields(request);
    User known = identities.read(connection -> get(UserTable.find(connection, id), id));
    Optional<String> password = hash(fields, fields.text("name").orElse(known.name()));
    User user =
        identities.change(
            connection -> {
              User changed = changed(get(UserTable.find(connection, id), id), fields, password);
              checkName(UserTable.findByName(connection, changed.name()), changed);
              UserTable.update(connection, changed);
              if (!changed.enabled() || password.isPresent()) {
                Identities.execute(connection, "DELETE FROM iam_token WHERE user_id = ?", id);
              }
              return changed;
            });
    return Response.json(200, Json.object().set("user", document(user)));
  }

  private Response delete(Request request) {
    String id = changeable(request);
    int deleted =
        identities.change(
            connection -> Identities.execute(connection, "DELETE FROM iam_user WHERE id = ?", id));
    if (deleted == 0) {
      throw Identities.unknown("user", id);
    }
    return Response.noContent();
  }

  private String changeable(Request request) {
    String id = request.parameter("user_id");
    if (id.equals(administrator().id())) {
      throw new ApiException(
          FgsError.FSS_0403, "The administrator is what the credentials file says.");
    }
    return id;
  }

  static User get(Optional<User> user, String id) {
    return user.orElseThrow(() -> Identities.unknown("user", id));
  }

  private Caller administrator() {
    return identities.account().administrator();
  }

  private ObjectNode administratorDocument() {
    return Json.object()
        .put("id", administrator().id())
        .put("name", administrator().name())
        .put("domain_id", identities.account().id())
        .put("description", "")
        .put("enabled", true)
        .put("is_domain_owner", true);
  }

  ObjectNode document(User user) {
    return Json.object()
        .put("id", user.id())
        .put("name", user.name())
        .put("domain_id", identities.account().id())
        .put("description", user.description())
        .put("enabled", user.enabled())
        .put("access_mode", user.accessMode())
        .put("pwd_status", user.resetPassword())
        .put("is_domain_owner", false)
        .put("create_time", user.createdAt().toString());
  }
}
