package io.planform.host.iam;

import io.planform.functiongraph.signature.RequestSigner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Tokens of users, good for a day. Only their hashes are stored. */
public final class Tokens {
  static final Duration VALID = Duration.ofHours(24);
  private static final int TOKEN_BYTES = 48;

  private final Identities identities;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public Tokens(Identities identities, InstantSource clock) {
    this.identities = identities;
    this.clock = clock;
  }

  /** A token as it is stored. */
  record Issued(String userId, TokenScope scope, Instant issuedAt, Instant expiresAt) {
    Issued to(TokenScope other) {
      return new Issued(userId, other, issuedAt, expiresAt);
    }
  }

  /** A new token and what is stored of it. */
  record Fresh(String token, Issued issued) {

    /** Without the token. */
    @Override
    public String toString() {
      return issued.toString();
    }
  }

  Fresh issue(String userId, TokenScope scope) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return issue(new Issued(userId, scope, now, now.plus(VALID)));
  }

  /** Another token of the same age and end. */
  Fresh issue(Issued issued) {
    String token = KeyPair.hex(random, TOKEN_BYTES);
    identities.write(
        connection -> {
          Identities.execute(
              connection, "DELETE FROM iam_token WHERE expires_at <= ?", text(clock.instant()));
          return Identities.execute(
              connection,
              "INSERT INTO iam_token (digest, user_id, scope, issued_at, expires_at)"
                  + " VALUES (?, ?, ?, ?, ?)",
              digest(token),
              issued.userId(),
              issued.scope().name(),
              text(issued.issuedAt()),
              text(issued.expiresAt()));
        });
    return new Fresh(token, issued);
  }

  /** Empty for a token that is unknown or has run out. */
  Optional<Issued> find(String token) {
    return identities.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("SELECT * FROM iam_token WHERE digest = ?")) {
            select.setString(1, digest(token));
            ResultSet row = select.executeQuery();
            return row.next()
                ? Optional.of(
                        new Issued(
                            row.getString("user_id"),
                            TokenScope.valueOf(row.getString("scope")),
                            Instant.parse(row.getString("issued_at")),
                            Instant.parse(row.getString("expires_at"))))
                    .filter(issued -> clock.instant().isBefore(issued.expiresAt()))
                : Optional.empty();
          }
        });
  }

  Optional<Authenticator.Finding.Known> caller(String token) {
    return find(token)
        .flatMap(
            issued ->
                identities
                    .caller(issued.userId())
                    .map(caller -> new Authenticator.Finding.Known(caller, issued.scope())))
        .or(
            () ->
                identities
                    .read(connection -> AgencyKeys.byToken(connection, token))
                    .filter(key -> clock.instant().isBefore(key.expiresAt()))
                    .map(stored -> new Authenticator.Finding.Known(stored.caller())));
  }

  /** Of one length, so that texts sort as times do. */
  static String text(Instant time) {
    return "%tFT%<tT.%<tLZ".formatted(time.atZone(ZoneOffset.UTC));
  }

  private static String digest(String token) {
    return RequestSigner.sha256(token.getBytes(StandardCharsets.UTF_8));
  }
}
