package io.planform.host.gateway;

import io.planform.host.alias.Targets;
import io.planform.host.api.ServedApi;
import io.planform.host.server.Request;

/**
 * A request, and what it is for.
 *
 * @param id that the function and the caller are told
 * @param scheme by which it came
 */
record ReceivedCall(
    String id, String scheme, ServedApi api, Targets.Target target, Request request) {}
