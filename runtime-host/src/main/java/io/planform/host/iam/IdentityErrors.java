package io.planform.host.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.ApiException;
import io.planform.host.server.Handler;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import java.util.regex.Pattern;

/**
 * Refusals on IAM's paths in its own two forms: Keystone's below {@code /v3}, and codes of its own
 * below {@code /v3.0}.
 */
public final class IdentityErrors implements Handler {
  private static final Pattern KEYSTONE =
      Pattern.compile("/v3/(auth|users|groups|roles|domains|OS-INHERIT|projects)(/.*)?");
  private static final String OWN = "/v3.0/OS-";

  private final Handler next;

  public IdentityErrors(Handler next) {
    this.next = next;
  }

  @Override
  public Response handle(Request request) {
    String path = request.path();
    boolean keystone = KEYSTONE.matcher(path).matches();
    if (!keystone && !path.startsWith(OWN)) {
      return next.handle(request);
    }
    try {
      return next.handle(request);
    } catch (ApiException e) {
      return keystone ? keystone(e) : Response.error(e.status(), code(e.status()), e.getMessage());
    }
  }

  private static Response keystone(ApiException refusal) {
    ObjectNode document = Json.object();
    document
        .putObject("error")
        .put("code", refusal.status())
        .put("message", refusal.getMessage())
        .put("title", title(refusal.status()));
    return Response.json(refusal.status(), document);
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Request Entity Too Large";
      default -> "Internal Server Error";
    };
  }

  private static String code(int status) {
    return switch (status) {
      case 401 -> "IAM.0001";
      case 403 -> "IAM.0002";
      case 404 -> "IAM.0004";
      case 409 -> "IAM.0005";
      default -> status < 500 ? "IAM.0011" : "IAM.0006";
    };
  }
}
