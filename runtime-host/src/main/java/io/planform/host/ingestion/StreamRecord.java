package io.planform.host.ingestion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.util.Base64;

/**
 * A record of a partition.
 *
 * @param sequence grows by one from record to record
 * @param key decided on its partition
 * @param arrivedAt milliseconds since 1970
 */
record StreamRecord(long sequence, String key, byte[] data, long arrivedAt) {

  ObjectNode toJson() {
    return Json.object()
        .put("partition_key", key)
        .put("data", Base64.getEncoder().encodeToString(data))
        .put("sequence_number", Long.toString(sequence));
  }

  /** Without the data: it is the user's. */
  @Override
  public String toString() {
    return "record " + sequence;
  }
}
