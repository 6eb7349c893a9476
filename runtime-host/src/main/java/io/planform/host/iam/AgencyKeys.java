package io.planform.host.iam;

import io.planform.functiongraph.signature.RequestSigner;
import io.planform.host.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keys that act with an agency, each with a token that goes with it: what functions are given. They
 * are good for a day (the guide's {@code getToken}), are made anew after half of it, and end with
 * their agency. What is granted to the agency is looked up when they are used.
 */
public final class AgencyKeys {
  static final Duration VALID = Duration.ofHours(24);
  private static final int TOKEN_BYTES = 96;

  private final Identities identities;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final ConcurrentHashMap<String, TemporaryKey> made = new ConcurrentHashMap<>();

  public AgencyKeys(Identities identities, InstantSource clock) {
    this.identities = identities;
    this.clock = clock;
  }

  /**
   * @param token goes with every request that is signed with the key, and alone as a token
   */
  public record TemporaryKey(String accessKey, String secretKey, String token, Instant expiresAt) {

    /** Without the secrets. */
    @Override
    public String toString() {
      return accessKey + " until " + expiresAt;
    }
  }

  /**
   * A key that is good for half a day at least, or as long as its agency.
   *
   * @param agency its name
   * @return empty where there is no such agency, or not any more
   */
  public Optional<TemporaryKey> of(String agency) {
    Instant now = clock.instant();
    return valid(agency, now)
        .map(
            known ->
                made.compute(
                    known.id(),
                    (_, last) -> isFresh(last, known, now) ? last : make(known, VALID)));
  }

  /**
   * A new key.
   *
   * @param agency its name
   * @return empty where there is no such agency, or not any more
   */
  Optional<TemporaryKey> make(String agency, Duration valid) {
    return valid(agency, clock.instant()).map(known -> make(known, valid));
  }

  private Optional<Agency> valid(String agency, Instant now) {
    return identities
        .read(connection -> AgencyTable.findByName(connection, agency))
        .filter(known -> known.isValid(now));
  }

  private static boolean isFresh(@Nullable TemporaryKey key, Agency agency, Instant now) {
    return key != null
        && (key.expiresAt().isAfter(now.plus(VALID.dividedBy(2)))
            || agency.expiresAt().filter(key.expiresAt()::equals).isPresent());
  }

  private TemporaryKey make(Agency agency, Duration valid) {
    KeyPair keys = KeyPair.generate(random);
    String token = KeyPair.hex(random, TOKEN_BYTES);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant until = now.plus(valid);
    Instant end = agency.expiresAt().filter(until::isAfter).orElse(until);
    identities.write(
        connection -> {
          Identities.execute(
              connection, "DELETE FROM agency_key WHERE expires_at <= ?", Tokens.text(now));
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO agency_key (access_key, agency_id, secret, digest, expires_at)"
                      + " VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, keys.accessKey());
            insert.setString(2, agency.id());
            insert.setBytes(3, identities.seal(keys));
            insert.setString(4, digest(token));
            insert.setString(5, Tokens.text(end));
            return insert.executeUpdate();
          }
        });
    return new TemporaryKey(keys.accessKey(), keys.secretKey(), token, end);
  }

  /** A key as it is stored. */
  record Stored(String accessKey, byte[] secret, String digest, Instant expiresAt, Caller caller) {}

  static Optional<Stored> byKey(Connection connection, String accessKey) throws SQLException {
    return find(connection, "k.access_key", accessKey);
  }

  static Optional<Stored> byToken(Connection connection, String token) throws SQLException {
    return find(connection, "k.digest", digest(token));
  }

  private static Optional<Stored> find(Connection connection, String column, String value)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT k.*, a.name FROM agency_key k JOIN agency a ON a.id = k.agency_id
            WHERE %s = ?
            """
                .formatted(column))) {
      select.setString(1, value);
      ResultSet row = select.executeQuery();
      if (!row.next()) {
        return Optional.empty();
      }
      String agency = row.getString("agency_id");
      List<Policy> policies =
          AgencyTable.policies(connection, agency).stream().map(StoredPolicy::policy).toList();
      return Optional.of(
          new Stored(
              row.getString("access_key"),
              row.getBytes("secret"),
              row.getString("digest"),
              Instant.parse(row.getString("expires_at")),
              new Caller(agency, row.getString("name"), false, policies)));
    }
  }

  static String digest(String token) {
    return RequestSigner.sha256(token.getBytes(StandardCharsets.UTF_8));
  }
}
