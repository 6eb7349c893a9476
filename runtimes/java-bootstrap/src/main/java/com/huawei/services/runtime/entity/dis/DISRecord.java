package com.huawei.services.runtime.entity.dis;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One record of a stream; its data is Base64. */
public class DISRecord {
  private String partitionKey;
  private String data;
  private String sequenceNumber;

  public String getPartitionKey() {
    return partitionKey;
  }

  public void setPartitionKey(String partitionKey) {
    this.partitionKey = partitionKey;
  }

  public String getData() {
    return data;
  }

  public void setData(String data) {
    this.data = data;
  }

  public String getSequenceNumber() {
    return sequenceNumber;
  }

  public void setSequenceNumber(String sequenceNumber) {
    this.sequenceNumber = sequenceNumber;
  }

  /** The data as text. */
  public String getRawData() {
    return data == null
        ? null
        : new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "DISRecord(partitionKey="
        + partitionKey
        + ", data="
        + data
        + ", sequenceNumber="
        + sequenceNumber
        + ")";
  }
}
