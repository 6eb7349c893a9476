package io.planform.host.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.bucket.store.ObjectEvent;
import io.planform.host.server.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What functions get of OBS triggers, in the form of S3's notifications.
 *
 * @param account that owns the bucket
 * @param trigger its name
 */
record ObsEvent(String region, String account, String trigger) {

  byte[] payload(ObjectEvent event) {
    ObjectNode document = Json.object();
    ObjectNode one = document.putArray("Records").addObject();
    one.put("eventVersion", "2.0")
        .put("eventSource", "aws:s3")
        .put("awsRegion", region)
        .put("eventTime", Instant.ofEpochMilli(event.at()).toString())
        .put("eventName", event.kind().text());
    one.putObject("userIdentity").put("principalId", event.origin().principal());
    one.putObject("requestParameters").put("sourceIPAddress", event.origin().address());
    one.putObject("responseElements")
        .put("x-amz-request-id", event.origin().request())
        .put("x-amz-id-2", event.origin().request());
    ObjectNode s3 = one.putObject("s3").put("s3SchemaVersion", "1.0");
    s3.put("configurationId", trigger);
    ObjectNode bucket = s3.putObject("bucket").put("name", event.bucket());
    bucket.putObject("ownerIdentity").put("PrincipalId", account);
    bucket.put("arn", "arn:aws:s3:::" + event.bucket());
    s3.putObject("object")
        .put("key", encoded(event.key()))
        .put("eTag", event.etag())
        .put("size", event.size())
        .put("versionId", "null")
        .put("sequencer", "%016X".formatted(event.id()));
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** As in a form, but for slashes. */
  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }
}
