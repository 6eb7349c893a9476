package io.planform.host.api;

import io.planform.host.storage.HostDatabase;
import java.util.Optional;

/** What the gateway looks up of who calls: applications and authorizers. */
public final class Callers {
  private final HostDatabase database;

  public Callers(HostDatabase database) {
    this.database = database;
  }

  /** The secret of an application's key. */
  public Optional<String> secret(String key) {
    return database
        .read(connection -> ApplicationTable.key(connection, key))
        .map(found -> ApplicationTable.open(database, found));
  }

  /** Whether the application of a key may call an API. */
  public boolean mayCall(String key, ServedApi api) {
    return database.read(
        connection -> {
          Optional<ApplicationTable.Key> found = ApplicationTable.key(connection, key);
          return found.isPresent()
              && ApplicationTable.authorization(
                      connection, found.get().application(), api.id(), api.environment().id())
                  .isPresent();
        });
  }

  /** Whether a code is one of an application's; and if so, whether it may call an API. */
  public Optional<Boolean> mayCallByCode(String code, ServedApi api) {
    return database.read(
        connection -> {
          Optional<String> application = ApplicationTable.applicationOf(connection, code);
          return application.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  ApplicationTable.authorization(
                          connection, application.get(), api.id(), api.environment().id())
                      .isPresent());
        });
  }

  public Optional<Authorizer> authorizer(String id) {
    return database
        .read(connection -> ObjectTable.find(connection, Kind.AUTHORIZER, id))
        .map(Authorizer::of);
  }
}
