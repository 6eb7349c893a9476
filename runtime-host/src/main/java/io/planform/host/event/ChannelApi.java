package io.planform.host.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.operation.Operation;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Channels as EventGrid's API has them, and what is published to them. */
public final class ChannelApi {
  private static final String CHANNELS = "/v1/{project_id}/channels";
  private static final String CHANNEL = CHANNELS + "/{channel_id}";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final int LONGEST_DESCRIPTION = 255;
  private static final int USUAL_PAGE = 15;
  private static final int LARGEST_PAGE = 1000;
  private static final int MOST_CHANNELS = 1000;

  /** What an asynchronous invocation may have. */
  private static final int LARGEST_EVENT = 256 * 1024;

  private final Channels channels;
  private final InstantSource clock;

  public ChannelApi(Channels channels, InstantSource clock) {
    this.channels = channels;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("CreateChannel", "POST", CHANNELS, this::create),
        Route.of("ListChannels", "GET", CHANNELS, this::list),
        Route.of("ShowDetailOfChannel", "GET", CHANNEL, this::show),
        Route.of("UpdateChannel", "PUT", CHANNEL, this::update),
        Route.of("DeleteChannel", "DELETE", CHANNEL, this::delete),
        Route.of("PutEvents", "POST", CHANNEL + "/events", this::publish));
  }

  private Response create(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("name", "description"));
    String name = fields.requiredText("name");
    if (!NAME.matcher(name).matches()) {
      throw ApiException.invalid(
          "The field name has 1 to 128 letters, digits, ., _ and -, and begins with a letter or digit.");
    }
    long now = clock.millis();
    Channel channel =
        new Channel(UUID.randomUUID().toString(), name, description(fields), now, now);
    return channels.done(
        Operation.of(request),
        Response.json(201, channel.toJson()),
        connection -> {
          List<Channel> others = ChannelTable.all(connection);
          if (others.stream().anyMatch(each -> each.name().equals(name))) {
            throw new ApiException(FgsError.FSS_0409, "There is a channel %s.".formatted(name));
          }
          if (others.size() >= MOST_CHANNELS) {
            throw ApiException.invalid("There are %d channels at most.".formatted(MOST_CHANNELS));
          }
          ChannelTable.put(connection, channel);
        });
  }

  private static String description(Fields fields) {
    String text = fields.text("description").orElse("");
    if (text.length() > LONGEST_DESCRIPTION) {
      throw ApiException.invalid(
          "The field description has %d characters at most.".formatted(LONGEST_DESCRIPTION));
    }
    return text;
  }

  private Response list(Request request) {
    String name = request.argument("name").orElse("");
    String part = request.argument("fuzzy_name").orElse("");
    boolean custom = request.argument("provider_type").orElse("CUSTOM").equals("CUSTOM");
    List<Channel> found =
        channels.all().stream()
            .filter(each -> custom)
            .filter(each -> name.isEmpty() || each.name().equals(name))
            .filter(each -> each.name().contains(part))
            .toList();
    int offset = number(request, "offset", 0, 0, Integer.MAX_VALUE);
    int limit = number(request, "limit", USUAL_PAGE, 1, LARGEST_PAGE);
    List<Channel> page = found.stream().skip(offset).limit(limit).toList();
    ObjectNode document = Json.object().put("total", found.size()).put("size", page.size());
    ArrayNode items = document.putArray("items");
    page.forEach(each -> items.add(each.toJson()));
    return Response.json(200, document);
  }

  private static int number(Request request, String name, int otherwise, int least, int most) {
    String text = request.argument(name).orElse("");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw ApiException.invalid(
        "The parameter %s is \"%s\"; it must be a number from %d to %d."
            .formatted(name, text, least, most));
  }

  private Channel channel(Request request) {
    return channels.get(request.parameter("channel_id"));
  }

  private Response show(Request request) {
    return Response.json(200, channel(request).toJson());
  }

  private Response update(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("description"));
    Channel channel = channel(request).described(description(fields), clock.millis());
    return channels.done(
        Operation.of(request),
        Response.json(200, channel.toJson()),
        connection -> ChannelTable.put(connection, channel));
  }

  private Response delete(Request request) {
    Channel channel = channel(request);
    if (channels.isWatched(channel)) {
      throw new ApiException(
          FgsError.FSS_0409,
          "The channel %s has triggers; delete them first.".formatted(channel.name()));
    }
    return channels.done(
        Operation.of(request),
        Response.noContent(),
        connection -> ChannelTable.delete(connection, channel));
  }

  private Response publish(Request request) {
    Channel channel = channel(request);
    List<ObjectNode> events = CloudEvents.of(request);
    ObjectNode document = Json.object().put("failed_count", 0);
    ArrayNode list = document.putArray("events");
    for (ObjectNode event : events) {
      int bytes = event.toString().getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LARGEST_EVENT) {
        throw ApiException.invalid(
            "The event %s has %d bytes; %d are allowed."
                .formatted(event.path("id").asText(), bytes, LARGEST_EVENT));
      }
      list.addObject().put("event_id", event.path("id").asText());
    }
    channels.publish(channel, events);
    return Response.json(200, document);
  }
}
