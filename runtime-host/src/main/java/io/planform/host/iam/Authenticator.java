package io.planform.host.iam;

import io.planform.functiongraph.signature.RequestSigner;
import io.planform.functiongraph.signature.SignableRequest;
import io.planform.functiongraph.signature.SignatureVerifier;
import io.planform.functiongraph.signature.SignatureVerifier.Verdict;
import io.planform.host.server.Request;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Finds out who sends a request: by its signature, or by its token where it is not signed. */
public final class Authenticator {
  private final Identities identities;
  private final Tokens tokens;
  private final SignatureVerifier verifier;
  private final InstantSource clock;

  public Authenticator(Identities identities, Tokens tokens, InstantSource clock) {
    this.identities = identities;
    this.tokens = tokens;
    this.clock = clock;
    this.verifier =
        new SignatureVerifier(
            key -> identities.signer(key).map(Identities.Signer::secretKey).orElse(null), clock);
  }

  /** What came of it. */
  public sealed interface Finding {
    /**
     * @param scope where a token limits it
     */
    record Known(Caller caller, TokenScope scope) implements Finding {
      Known(Caller caller) {
        this(caller, TokenScope.PROJECT);
      }
    }

    /**
     * @param reason a sentence for the client
     */
    record Unknown(String reason) implements Finding {}
  }

  public Finding find(Request request) {
    List<String> token = request.headers().getOrDefault("x-auth-token", List.of());
    boolean signed = request.header("authorization").isPresent();
    return signed || token.isEmpty() ? bySignature(request) : byToken(token);
  }

  /** Why a request's signature is not accepted; empty where it is. */
  public Optional<String> refusal(Request request) {
    return switch (bySignature(request)) {
      case Finding.Known _ -> Optional.empty();
      case Finding.Unknown unknown -> Optional.of(unknown.reason());
    };
  }

  private Finding byToken(List<String> token) {
    Optional<Finding.Known> caller =
        token.size() == 1 ? tokens.caller(token.getFirst()) : Optional.empty();
    return caller
        .<Finding>map(known -> known)
        .orElseGet(() -> new Finding.Unknown("The token is not valid, or not any more."));
  }

  private Finding bySignature(Request request) {
    SignableRequest signable =
        new SignableRequest(
            request.method(),
            request.path(),
            request.query(),
            request.headers(),
            RequestSigner.sha256(request.body()));
    return switch (verifier.verify(signable)) {
      case Verdict.Accepted accepted ->
          identities
              .signer(accepted.accessKey())
              .filter(
                  signer ->
                      signer.admits(request.header("x-security-token").orElse(""), clock.instant()))
              .<Finding>map(signer -> new Finding.Known(signer.caller()))
              .orElseGet(
                  () ->
                      new Finding.Unknown(
                          "The access key is not good any more, or its security token is missing."));
      case Verdict.Refused refused -> new Finding.Unknown(refused.reason());
    };
  }
}
