package io.planform.host.gateway;

import io.planform.host.alias.Targets;
import io.planform.host.api.ServedApi;
import io.planform.host.server.Request;
import java.util.Map;

/**
 * A request, and what it is for.
 *
 * @param id that the function and the caller are told
 * @param scheme by which it came
 * @param context what an authorizer told about the caller
 */
record ReceivedCall(
    String id,
    String scheme,
    ServedApi api,
    Targets.Target target,
    Request request,
    Map<String, String> context) {

  ReceivedCall in(Map<String, String> newContext) {
    return new ReceivedCall(id, scheme, api, target, request, newContext);
  }
}
