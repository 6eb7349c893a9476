package io.planform.host.broker.rabbit;

/** A message that RabbitMQ waits for an answer to. */
final class Message {
  private final long tag;
  private final byte[] body;
  private boolean refused;

  Message(long tag, byte[] body) {
    this.tag = tag;
    this.body = body;
  }

  /** Numbers the messages of a channel. */
  long tag() {
    return tag;
  }

  byte[] body() {
    return body;
  }

  /** No function gets it: RabbitMQ is to drop it, or to put it where dead letters go. */
  void refuse() {
    refused = true;
  }

  boolean isRefused() {
    return refused;
  }
}
