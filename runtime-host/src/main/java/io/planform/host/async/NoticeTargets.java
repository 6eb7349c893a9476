package io.planform.host.async;

import io.planform.host.bucket.ObjectWriter;
import io.planform.host.iam.CurrentCaller;
import io.planform.host.ingestion.DataStreams;
import io.planform.host.topic.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The services of this host that can be told how an invocation ended: object storage, topics and
 * data streams.
 */
public record NoticeTargets(ObjectWriter objects, Topics topics, DataStreams streams) {
  private static final String SUBJECT = "FunctionGraph";

  /**
   * Nobody can let a function tell what he may not tell himself.
   *
   * @throws io.planform.host.server.ApiException also where there is no such bucket, topic or
   *     stream
   */
  void check(Destination.ToService destination) {
    String target = destination.target();
    switch (destination) {
      case Destination.ToBucket bucket -> objects.check(target, bucket.name("id"));
      case Destination.ToTopic _ -> {
        CurrentCaller.check("PublishMessage", Optional.empty());
        topics.check(target);
      }
      case Destination.ToStream _ -> {
        CurrentCaller.check("SendRecords", Optional.empty());
        streams.check(target);
      }
    }
  }

  /** Returns when it is durable there. */
  void tell(Destination.ToService destination, String name, byte[] notice) throws IOException {
    String target = destination.target();
    switch (destination) {
      case Destination.ToBucket _ -> objects.write(target, name, notice);
      case Destination.ToTopic _ -> topics.publish(target, name, SUBJECT, notice);
      case Destination.ToStream _ ->
          streams.put(target, List.of(new DataStreams.Draft(name, notice)));
    }
  }
}
