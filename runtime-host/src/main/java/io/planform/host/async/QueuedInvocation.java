package io.planform.host.async;

import io.planform.functiongraph.FunctionUrn;
import java.util.UUID;

/**
 * An invocation that has not ended.
 *
 * @param id grows in the order in which invocations became durable; 0 before that
 * @param requestId a UUID
 * @param functionId that of the function that was called: another one of the same name is another
 * @param urn as it was called: with version or alias
 * @param memory megabytes that the caller chose; 0 where it did not
 * @param depth how many destinations led to it, one after the other
 * @param acceptedAt milliseconds since 1970
 * @param dueAt not before that time
 * @param attempts runs of the function that failed
 * @param payload JSON text
 */
record QueuedInvocation(
    long id,
    String requestId,
    String functionId,
    FunctionUrn urn,
    int memory,
    int depth,
    long acceptedAt,
    long dueAt,
    int attempts,
    byte[] payload) {

  /** One that is to be stored. */
  static QueuedInvocation draft(
      String functionId, FunctionUrn urn, int memory, int depth, byte[] payload) {
    return new QueuedInvocation(
        0, UUID.randomUUID().toString(), functionId, urn, memory, depth, 0, 0, 0, payload);
  }

  /** One that is to be stored unless its request id is known. */
  static QueuedInvocation draft(
      String requestId, String functionId, FunctionUrn urn, byte[] payload) {
    return new QueuedInvocation(0, requestId, functionId, urn, 0, 0, 0, 0, 0, payload);
  }

  /** As it was accepted, with the id it was stored under. */
  QueuedInvocation stored(long newId, long now) {
    return new QueuedInvocation(
        newId, requestId, functionId, urn, memory, depth, now, now, attempts, payload);
  }

  /** The same, where its payload is too large to be told. */
  QueuedInvocation withoutPayload() {
    return new QueuedInvocation(
        id, requestId, functionId, urn, memory, depth, acceptedAt, dueAt, attempts, new byte[0]);
  }

  Place place() {
    return new Place(dueAt, id);
  }

  /** Where it stands among those of its function. */
  record Place(long dueAt, long id) implements Comparable<Place> {
    static final Place START = new Place(Long.MIN_VALUE, 0);

    @Override
    public int compareTo(Place other) {
      int byTime = Long.compare(dueAt, other.dueAt);
      return byTime != 0 ? byTime : Long.compare(id, other.id);
    }

    /** The last one before this. */
    Place before() {
      return new Place(dueAt, id - 1);
    }
  }

  /** Without the payload: it is the user's data. */
  @Override
  public String toString() {
    return requestId;
  }
}
