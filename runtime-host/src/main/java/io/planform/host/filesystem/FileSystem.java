package io.planform.host.filesystem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * A file system of Scalable File Service Turbo.
 *
 * @param shareType {@code STANDARD}, {@code PERFORMANCE}, …
 * @param gigabytes what it can hold
 * @param createdAt milliseconds since 1970
 */
public record FileSystem(
    String id,
    String name,
    String shareType,
    int gigabytes,
    String zone,
    String vpc,
    String subnet,
    String securityGroup,
    String enterpriseProject,
    Map<String, String> tags,
    long createdAt) {
  /** Before a time zone is said, as the service writes it. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  /** What functions name as the shared path: the root of the file system. */
  public String exportLocation() {
    return id + ".sfsturbo.internal:/";
  }

  /**
   * @param freeBytes what can still be written
   */
  ObjectNode toJson(String region, long freeBytes) {
    return Json.object()
        .put("id", id)
        .put("name", name)
        .put("status", "200")
        .put("size", gigabytes + ".00")
        .put("avail_capacity", "%d.%02d".formatted(freeBytes >> 30, hundredths(freeBytes)))
        .put("export_location", exportLocation())
        .put("share_proto", "NFS")
        .put("share_type", shareType)
        .put("version", "1.0.0")
        .put("region", region)
        .put("availability_zone", zone)
        .put("az_name", zone)
        .put("vpc_id", vpc)
        .put("subnet_id", subnet)
        .put("security_group_id", securityGroup)
        .put("enterprise_project_id", enterpriseProject)
        .put("expand_type", "")
        .put("crypt_key_id", "")
        .put("pay_model", "0")
        .put("created_at", TIME.format(Instant.ofEpochMilli(createdAt)));
  }

  private static long hundredths(long bytes) {
    return ((bytes % (1L << 30)) * 100) >> 30;
  }

  FileSystem withName(String other) {
    return new FileSystem(
        id,
        other,
        shareType,
        gigabytes,
        zone,
        vpc,
        subnet,
        securityGroup,
        enterpriseProject,
        tags,
        createdAt);
  }

  FileSystem withGigabytes(int number) {
    return new FileSystem(
        id,
        name,
        shareType,
        number,
        zone,
        vpc,
        subnet,
        securityGroup,
        enterpriseProject,
        tags,
        createdAt);
  }

  FileSystem withSecurityGroup(String other) {
    return new FileSystem(
        id,
        name,
        shareType,
        gigabytes,
        zone,
        vpc,
        subnet,
        other,
        enterpriseProject,
        tags,
        createdAt);
  }

  FileSystem withTags(Map<String, String> other) {
    return new FileSystem(
        id,
        name,
        shareType,
        gigabytes,
        zone,
        vpc,
        subnet,
        securityGroup,
        enterpriseProject,
        other,
        createdAt);
  }
}
