package io.planform.host.async;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.function.Urns;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import java.util.Optional;
import java.util.Set;

/** Where it is told how an invocation ended. */
sealed interface Destination {
  String FUNCTION_GRAPH = "FunctionGraph";
  String OBS = "OBS";
  String SMN = "SMN";
  String DIS = "DIS";

  /** The field {@code param} as it was sent: JSON text. */
  String param();

  /** Another function is invoked asynchronously. */
  record ToFunction(FunctionUrn function, String param) implements Destination {}

  /** A service that is told by a notice of its own, which is durable until it has heard. */
  sealed interface ToService extends Destination {
    /** Bucket, topic or stream. */
    String target();

    /** What tells this notice from others there. */
    String name(String requestId);

    /** More than so many bytes it does not take. */
    int largest();
  }

  /** An object is written whose key is the prefix and the request's id. */
  record ToBucket(String target, String prefix, String param) implements ToService {
    @Override
    public String name(String requestId) {
      return prefix + requestId + ".json";
    }

    @Override
    public int largest() {
      return Integer.MAX_VALUE;
    }
  }

  /** A message is published, with the request's id as its own. */
  record ToTopic(String target, String param) implements ToService {
    private static final int LARGEST_MESSAGE = 256 * 1024;

    @Override
    public String name(String requestId) {
      return requestId.replace("-", "");
    }

    @Override
    public int largest() {
      return LARGEST_MESSAGE;
    }
  }

  /** A record is put into a data stream, with the request's id as its partition key. */
  record ToStream(String target, String param) implements ToService {
    private static final int LARGEST_RECORD = 1024 * 1024;

    @Override
    public String name(String requestId) {
      return requestId;
    }

    @Override
    public int largest() {
      return LARGEST_RECORD;
    }
  }

  /** The service of a notice that was stored. */
  static ToService stored(String service, String target) {
    return switch (service) {
      case OBS -> new ToBucket(target, "", "");
      case SMN -> new ToTopic(target, "");
      case DIS -> new ToStream(target, "");
      default -> throw new IllegalStateException(service + " is no service for notices");
    };
  }

  default String service() {
    return switch (this) {
      case ToFunction _ -> FUNCTION_GRAPH;
      case ToBucket _ -> OBS;
      case ToTopic _ -> SMN;
      case ToStream _ -> DIS;
    };
  }

  /**
   * Reads the object {@code {"destination","param"}}; one without destination is none.
   *
   * @throws ApiException for one that makes no sense, or that this host lacks
   */
  static Optional<Destination> parse(Fields fields, Urns urns) {
    fields.refuseOthersThan(Set.of("destination", "param"));
    String service = fields.text("destination").orElse("");
    String param = fields.text("param").orElse("");
    return switch (service) {
      case "" -> Optional.empty();
      case FUNCTION_GRAPH -> {
        Fields settings = settings(param, Set.of("func_urn"));
        yield Optional.of(new ToFunction(urns.parse(settings.requiredText("func_urn")), param));
      }
      case OBS ->
          Optional.of(bucket(settings(param, Set.of("bucket", "prefix", "expires")), param));
      case SMN ->
          Optional.of(
              new ToTopic(settings(param, Set.of("topic_urn")).requiredText("topic_urn"), param));
      case DIS ->
          Optional.of(
              new ToStream(
                  settings(param, Set.of("stream_name")).requiredText("stream_name"), param));
      default ->
          throw ApiException.invalid(
              "The destination is \"%s\"; it can be FunctionGraph, OBS, SMN or DIS."
                  .formatted(service));
    };
  }

  private static ToBucket bucket(Fields settings, String param) {
    if (settings.integer("expires").orElse(0) != 0) {
      throw new ApiException(
          FgsError.FSS_0406, "Objects do not expire in this host's object storage; expires is 0.");
    }
    return new ToBucket(settings.requiredText("bucket"), settings.text("prefix").orElse(""), param);
  }

  private static Fields settings(String param, Set<String> known) {
    try {
      JsonNode settings = Json.read(param);
      Fields fields = Fields.of(settings, "param.");
      fields.refuseOthersThan(known);
      return fields;
    } catch (JsonProcessingException e) {
      throw ApiException.invalid("The field param must be the text of a JSON object.");
    }
  }

  default ObjectNode toJson() {
    return Json.object().put("destination", service()).put("param", param());
  }
}
