package io.planform.host.api;

import io.planform.host.storage.HostDatabase;
import java.util.Optional;

/** What the gateway looks up of who calls: applications and authorizers. */
public final class Callers {
  private final HostDatabase database;

  public Callers(HostDatabase database) {
    this.database = database;
  }

  /**
   * The application of a key.
   *
   * @param secret what it signs with
   * @param authorized whether it may call the API
   */
  public record Signer(String secret, boolean authorized) {
    @Override
    public String toString() {
      return authorized ? "an authorized application" : "an application";
    }
  }

  /** Who signs with a key, and what that means for an API. */
  public Optional<Signer> signer(String key, ServedApi api) {
    return database
        .read(
            connection ->
                ApplicationTable.signer(connection, key, api.id(), api.environment().id()))
        .map(found -> new Signer(ApplicationTable.open(database, found.key()), found.authorized()));
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
