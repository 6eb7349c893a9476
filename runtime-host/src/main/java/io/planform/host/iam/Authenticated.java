package io.planform.host.iam;

import io.planform.functiongraph.error.FgsError;
import io.planform.functiongraph.signature.RequestSigner;
import io.planform.functiongraph.signature.SignableRequest;
import io.planform.functiongraph.signature.SignatureVerifier;
import io.planform.functiongraph.signature.SignatureVerifier.Verdict;
import io.planform.host.server.ApiException;
import io.planform.host.server.Encoding;
import io.planform.host.server.Handler;
import io.planform.host.server.Request;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Tells requests that are signed with the host's credentials, for its project, from others. */
public final class Authenticated {
  private final Credentials credentials;
  private final SignatureVerifier verifier;

  public Authenticated(Credentials credentials, InstantSource clock) {
    this.credentials = credentials;
    this.verifier =
        new SignatureVerifier(
            key -> key.equals(credentials.accessKey()) ? credentials.secretKey() : null, clock);
  }

  /** Lets accepted requests through to a handler and refuses others with 401 or 403. */
  public Handler before(Handler next) {
    return request -> {
      refusal(request)
          .ifPresent(
              reason -> {
                throw new ApiException(FgsError.FSS_0401, reason);
              });
      checkProject(request);
      return next.handle(request);
    };
  }

  /** Why a request's signature is not accepted; empty where it is. */
  public Optional<String> refusal(Request request) {
    SignableRequest signable =
        new SignableRequest(
            request.method(),
            request.path(),
            request.query(),
            new TreeMap<>(request.headers()),
            RequestSigner.sha256(request.body()));
    return switch (verifier.verify(signable)) {
      case Verdict.Accepted _ -> Optional.empty();
      case Verdict.Refused refused -> Optional.of(refused.reason());
    };
  }

  /** The project stands in the second segment of every path, and in a header of some clients. */
  private void checkProject(Request request) {
    List<String> segments = Encoding.segments(request.path());
    boolean ofProject = segments.size() < 2 || segments.get(1).equals(credentials.project());
    boolean header = request.header("x-project-id").map(credentials.project()::equals).orElse(true);
    if (!ofProject || !header) {
      throw new ApiException(
          FgsError.FSS_0403, "The credentials belong to project " + credentials.project() + ".");
    }
  }
}
