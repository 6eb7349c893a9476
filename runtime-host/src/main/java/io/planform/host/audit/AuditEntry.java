package io.planform.host.audit;

import java.time.Instant;

/**
 * One management call.
 *
 * @param who the access key that the call names; where the status is 401 that is only a claim
 * @param operation the API's name of it, or method and path where there is no such operation
 * @param resource the path
 * @param status of the answer
 */
public record AuditEntry(
    Instant time,
    String who,
    String from,
    String operation,
    String resource,
    String requestId,
    int status) {}
