package io.planform.host.broker.kafka;

import io.planform.testing.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Makes topics, and messages in them. */
final class Topics implements AutoCloseable {
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  Topics(KafkaServer server) {
    admin = Admin.create(Map.of("bootstrap.servers", server.address()));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", server.address(), "max.request.size", 1_000_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void create(String topic, int partitions) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
  }

  void grow(String topic, int partitions) throws Exception {
    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
  }

  void delete(String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get();
  }

  /** Spreads messages over the topic's partitions in turn. */
  void send(String topic, List<String> messages) throws Exception {
    int partitions = producer.partitionsFor(topic).size();
    List<Future<?>> sent = new ArrayList<>();
    for (String message : messages) {
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  topic,
                  sent.size() % partitions,
                  null,
                  message.getBytes(StandardCharsets.UTF_8))));
    }
    producer.flush();
    for (Future<?> each : sent) {
      each.get();
    }
  }

  void send(String topic, int partition, Instant time, byte @Nullable [] message) throws Exception {
    producer.send(new ProducerRecord<>(topic, partition, time.toEpochMilli(), null, message)).get();
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
