package io.planform.host.notification;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.bucket.store.ObjectEvent;
import io.planform.host.server.ApiException;
import io.planform.host.trigger.EventData;
import io.planform.host.trigger.TriggerSettings;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An OBS trigger.
 *
 * @param kinds of events that it is for
 * @param prefix of the keys of objects; empty for all
 * @param suffix as {@code prefix}
 */
record ObsSettings(
    String name, String bucket, Set<ObjectEvent.Kind> kinds, String prefix, String suffix)
    implements TriggerSettings {
  private static final Set<String> FIELDS = Set.of("name", "bucket", "events", "prefix", "suffix");
  private static final String S3 = "s3:";
  private static final int LONGEST_PART_OF_KEY = 1024;

  static ObsSettings parse(EventData data) {
    data.refuseOthersThan(FIELDS);
    return new ObsSettings(
        data.name(), data.text("bucket"), kinds(data), part(data, "prefix"), part(data, "suffix"));
  }

  private static Set<ObjectEvent.Kind> kinds(EventData data) {
    JsonNode events = data.fields().path("events");
    if (!events.isArray() || events.isEmpty()) {
      throw data.refused("event_data.events must be a list of at least one event.");
    }
    Set<ObjectEvent.Kind> kinds = EnumSet.noneOf(ObjectEvent.Kind.class);
    for (JsonNode event : events) {
      kinds.addAll(kinds(data, event.asText()));
    }
    return kinds;
  }

  /** {@code s3:ObjectCreated:*}, {@code s3:ObjectCreated:Put}, or without the {@code s3:}. */
  private static Set<ObjectEvent.Kind> kinds(EventData data, String event) {
    String name = event.startsWith(S3) ? event.substring(S3.length()) : event;
    String group = name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
    Set<ObjectEvent.Kind> kinds = EnumSet.noneOf(ObjectEvent.Kind.class);
    for (ObjectEvent.Kind kind : ObjectEvent.Kind.values()) {
      String[] parts = kind.text().split(":", 2);
      if (kind.text().equals(name) || Stream.of(parts).anyMatch(group::equals)) {
        kinds.add(kind);
      }
    }
    if (kinds.isEmpty()) {
      throw data.refused(
          "event_data.events has \"%s\"; there are s3:ObjectCreated:*, :Put, :Post, :Copy, :CompleteMultipartUpload and s3:ObjectRemoved:*, :Delete, :DeleteMarkerCreated."
              .formatted(event));
    }
    return kinds;
  }

  private static String part(EventData data, String field) {
    String part = data.optionalText(field);
    if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART_OF_KEY) {
      throw data.refused(
          "event_data.%s has %d bytes at most.".formatted(field, LONGEST_PART_OF_KEY));
    }
    return part;
  }

  @Override
  public Optional<String> route() {
    return Optional.of("obs:" + bucket);
  }

  @Override
  public Optional<String> routeMethod() {
    return Optional.of(prefix + "\n" + suffix);
  }

  /** The user guide's section 14.3.6: bucket, prefix and suffix must not be the same. */
  @Override
  public void refuseBeside(TriggerSettings other) {
    if (other instanceof ObsSettings that
        && bucket.equals(that.bucket)
        && prefix.equals(that.prefix)
        && suffix.equals(that.suffix)) {
      throw new ApiException(
          FgsError.FSS_1108,
          "The trigger %s has the same bucket, prefix and suffix; change the prefix or the suffix."
              .formatted(that.name));
    }
  }
}
