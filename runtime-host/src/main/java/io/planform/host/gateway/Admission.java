package io.planform.host.gateway;

import io.planform.functiongraph.signature.RequestSigner;
import io.planform.functiongraph.signature.SignableRequest;
import io.planform.functiongraph.signature.SignatureVerifier;
import io.planform.functiongraph.signature.SignatureVerifier.Verdict;
import io.planform.host.api.Authentication;
import io.planform.host.api.Callers;
import io.planform.host.api.ServedApi;
import io.planform.host.iam.Authenticator;
import io.planform.host.server.Encoding;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Decides who may call an API, and whether a request has what the API requires. */
public final class Admission {
  private static final String CODE = "x-apig-appcode";

  private final Authenticator users;
  private final Callers callers;
  private final AuthorizerCalls authorizers;
  private final InstantSource clock;

  public Admission(
      Authenticator users, Callers callers, AuthorizerCalls authorizers, InstantSource clock) {
    this.users = users;
    this.callers = callers;
    this.authorizers = authorizers;
    this.clock = clock;
  }

  /** What came of it. */
  sealed interface Finding {
    /**
     * @param context what an authorizer told about the caller
     */
    record Admitted(Map<String, String> context) implements Finding {
      static final Admitted PLAINLY = new Admitted(Map.of());
    }

    record Refused(Response answer) implements Finding {}
  }

  static Finding refused(int status, String code, String message) {
    return new Finding.Refused(Response.error(status, code, message));
  }

  Finding of(ReceivedCall call) {
    Finding finding =
        switch (call.api().authentication()) {
          case Authentication.None _ -> Finding.Admitted.PLAINLY;
          case Authentication.Iam _ -> user(call.request());
          case Authentication.App app -> application(app, call);
          case Authentication.Custom custom -> custom(custom, call);
        };
    Optional<ServedApi.Required> missing =
        finding instanceof Finding.Admitted ? missing(call) : Optional.empty();
    return missing.isEmpty()
        ? finding
        : refused(
            400,
            "APIG.0201",
            "Bad request: the %s parameter %s is required."
                .formatted(
                    missing.get().location().toLowerCase(Locale.ROOT), missing.get().name()));
  }

  private static Optional<ServedApi.Required> missing(ReceivedCall call) {
    List<ServedApi.Required> required = call.api().required();
    if (required.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<String>> query = Encoding.query(call.request().query());
    return required.stream()
        .filter(
            each ->
                each.location().equals("HEADER")
                    ? call.request().header(each.name()).isEmpty()
                    : !query.containsKey(each.name()))
        .findFirst();
  }

  private Finding user(Request request) {
    return switch (users.find(request)) {
      case Authenticator.Finding.Known _ -> Finding.Admitted.PLAINLY;
      case Authenticator.Finding.Unknown unknown ->
          refused(
              401, "APIG.0301", "Incorrect IAM authentication information: " + unknown.reason());
    };
  }

  private Finding application(Authentication.App app, ReceivedCall call) {
    Optional<String> code = call.request().header(CODE);
    return app.simple() && code.isPresent() ? byCode(code.get(), call.api()) : bySignature(call);
  }

  private Finding byCode(String code, ServedApi api) {
    return callers
        .mayCallByCode(code, api)
        .map(Admission::authorized)
        .orElseGet(
            () ->
                refused(
                    401, "APIG.0303", "Incorrect app authentication information: unknown code."));
  }

  private Finding bySignature(ReceivedCall call) {
    Request request = call.request();
    SignableRequest signable =
        new SignableRequest(
            request.method(),
            request.path(),
            request.query(),
            request.headers(),
            RequestSigner.sha256(request.body()));
    // The key is looked up once: with the secret comes whether it is good for this API.
    AtomicBoolean may = new AtomicBoolean();
    SignatureVerifier verifier =
        new SignatureVerifier(
            key -> {
              Optional<Callers.Signer> signer = callers.signer(key, call.api());
              may.set(signer.filter(Callers.Signer::authorized).isPresent());
              return signer.map(Callers.Signer::secret).orElse(null);
            },
            clock);
    return switch (verifier.verify(signable)) {
      case Verdict.Accepted _ -> authorized(may.get());
      case Verdict.Refused refused ->
          refused(
              401, "APIG.0303", "Incorrect app authentication information: " + refused.reason());
    };
  }

  private static Finding authorized(boolean authorized) {
    return authorized
        ? Finding.Admitted.PLAINLY
        : refused(403, "APIG.0304", "The app is not authorized to access the API.");
  }

  private Finding custom(Authentication.Custom custom, ReceivedCall call) {
    return callers
        .authorizer(custom.id())
        .map(authorizer -> authorizers.ask(authorizer, call))
        .orElseGet(
            () -> refused(500, "APIG.0105", "The authorizer of the API is not there any more."));
  }
}
