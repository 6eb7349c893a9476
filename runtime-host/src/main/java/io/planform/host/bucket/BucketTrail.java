package io.planform.host.bucket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.audit.AuditLog;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.iam.Caller;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Writes down who changed a bucket, and what was refused for want of a signature or policy. */
final class BucketTrail {
  private final AuditLog log;
  private final InstantSource clock;

  BucketTrail(AuditLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  void changed(S3Request request, S3Operation operation, int status) {
    log.append(
        trace(request.http(), request.address(), Optional.of(request.caller()), operation, status),
        true);
  }

  void refused(S3Request request, S3Operation operation, S3Exception refusal) {
    ObjectNode trace =
        trace(
            request.http(),
            request.address(),
            Optional.of(request.caller()),
            operation,
            refusal.error().status());
    log.append(because(trace, refusal), true);
  }

  void refused(Request request, Address address, S3Exception refusal) {
    S3Operation unknown = S3Operation.reading("obs:-:unknown", ignored -> Answers.empty(403));
    ObjectNode trace = trace(request, address, Optional.empty(), unknown, refusal.error().status());
    log.append(because(trace, refusal), true);
  }

  private static ObjectNode because(ObjectNode trace, S3Exception refusal) {
    return trace.put("error_code", refusal.error().code()).put("message", refusal.getMessage());
  }

  /** In the form of CTS's traces. */
  private ObjectNode trace(
      Request request,
      Address address,
      Optional<Caller> caller,
      S3Operation operation,
      int status) {
    String name = operation.action().substring(operation.action().lastIndexOf(':') + 1);
    long now = clock.instant().toEpochMilli();
    ObjectNode trace = Json.object();
    trace.put("trace_id", request.id());
    trace.put("trace_name", uncapitalised(name));
    trace.put("trace_rating", status < 400 ? "normal" : "warning");
    trace.put("trace_type", "ApiCall");
    trace.put("service_type", "OBS");
    trace.put("resource_type", "Bucket");
    trace.put("resource_id", address.bucket());
    trace.put("resource_name", address.bucket());
    trace.put("source_ip", request.remote());
    trace.put("time", now);
    trace.put("record_time", now);
    trace.put("code", Integer.toString(status));
    trace.put("request_id", request.id());
    trace.put("operation", name);
    trace.put("url", request.method() + " " + request.path());
    ObjectNode user = trace.putObject("user");
    caller.ifPresent(known -> user.put("id", known.id()).put("name", known.name()));
    return trace;
  }

  private static String uncapitalised(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
