package io.planform.host.iam;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.policy.Policy;
import io.planform.host.server.ApiException;
import io.planform.host.storage.HostDatabase;
import io.planform.store.database.Work;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Users, groups, policies and keys: stored, and in memory while nothing of them changes. */
public final class Identities {
  private final HostDatabase database;
  private final Account account;
  private final Signer administrator;
  private final ConcurrentHashMap<String, Signer> signers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Caller> callers = new ConcurrentHashMap<>();

  public Identities(HostDatabase database, Account account) {
    this.database = database;
    this.account = account;
    this.administrator =
        new Signer(account.credentials().secretKey(), account.administrator(), Optional.empty());
  }

  /**
   * Who signs with an access key, and the key's secret.
   *
   * @param session of a key that stands for an agency
   */
  public record Signer(String secretKey, Caller caller, Optional<Session> session) {

    /**
     * Whether a request that is signed so counts.
     *
     * @param token that comes with it; empty without one
     */
    public boolean admits(String token, Instant now) {
      return session.map(known -> known.admits(token, now)).orElse(true);
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return caller.name();
    }
  }

  /** How long a key is good, and which token goes with it. */
  record Session(String digest, Instant expiresAt) {
    boolean admits(String token, Instant now) {
      return now.isBefore(expiresAt)
          && MessageDigest.isEqual(
              digest.getBytes(StandardCharsets.US_ASCII),
              AgencyKeys.digest(token).getBytes(StandardCharsets.US_ASCII));
    }
  }

  Account account() {
    return account;
  }

  /** Empty for keys that are unknown, switched off, or whose user is. */
  public Optional<Signer> signer(String accessKey) {
    return accessKey.equals(account.credentials().accessKey())
        ? Optional.of(administrator)
        : Optional.ofNullable(signers.computeIfAbsent(accessKey, this::readSigner));
  }

  private @Nullable Signer readSigner(String accessKey) {
    Optional<AccessKeyTable.Secret> secret =
        database.read(connection -> AccessKeyTable.secret(connection, accessKey));
    return secret
        .flatMap(
            stored ->
                caller(stored.userId())
                    .map(
                        caller ->
                            new Signer(
                                database.open(stored.sealed(), secretIdentity(accessKey)),
                                caller,
                                Optional.empty())))
        .or(() -> readSession(accessKey))
        .orElse(null);
  }

  private Optional<Signer> readSession(String accessKey) {
    return database
        .read(connection -> AgencyKeys.byKey(connection, accessKey))
        .map(
            stored ->
                new Signer(
                    database.open(stored.secret(), secretIdentity(accessKey)),
                    stored.caller(),
                    Optional.of(new Session(stored.digest(), stored.expiresAt()))));
  }

  /** Empty for users that are unknown or switched off. */
  Optional<Caller> caller(String userId) {
    return Optional.ofNullable(callers.computeIfAbsent(userId, this::readCaller));
  }

  private @Nullable Caller readCaller(String userId) {
    return database
        .read(
            connection -> {
              Optional<User> user = UserTable.find(connection, userId).filter(User::enabled);
              List<Policy> policies =
                  PolicyTable.ofUser(connection, userId).stream()
                      .map(StoredPolicy::policy)
                      .toList();
              return user.map(known -> new Caller(known.id(), known.name(), false, policies));
            })
        .orElse(null);
  }

  byte[] seal(KeyPair keys) {
    return database.seal(keys.secretKey(), secretIdentity(keys.accessKey()));
  }

  private static String secretIdentity(String accessKey) {
    return "iam_key/" + accessKey + "/secret";
  }

  <T> T read(Work<T, RuntimeException> work) {
    return database.read(work);
  }

  /** Writes what is not kept in memory. */
  <T> T write(Work<T, RuntimeException> work) {
    return database.write(work);
  }

  /**
   * Changes users, groups, policies or keys; calls that begin after this returns see the change.
   */
  <T> T change(Work<T, RuntimeException> work) {
    try {
      return database.write(work);
    } finally {
      signers.clear();
      callers.clear();
    }
  }

  /** A statement that changes one row by texts. */
  static int execute(Connection connection, String sql, String... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      return statement.executeUpdate();
    }
  }

  static ApiException unknown(String what, String id) {
    return new ApiException(FgsError.FSS_0404, "There is no %s %s.".formatted(what, id));
  }

  /** Refuses a name that another one has. */
  static <T> void checkFree(Optional<T> other, Predicate<T> isSame, String what, String name) {
    if (other.filter(isSame.negate()).isPresent()) {
      throw new ApiException(FgsError.FSS_0409, "There is a %s named %s.".formatted(what, name));
    }
  }
}
