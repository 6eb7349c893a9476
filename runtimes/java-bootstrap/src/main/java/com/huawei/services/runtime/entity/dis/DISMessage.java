package com.huawei.services.runtime.entity.dis;

import java.util.Arrays;

/** What was read of a stream at once. */
public class DISMessage {
  private String nextPartitionCursor;
  private DISRecord[] records;
  private String millisBehindLatest;

  public String getNextPartitionCursor() {
    return nextPartitionCursor;
  }

  public void setNextPartitionCursor(String nextPartitionCursor) {
    this.nextPartitionCursor = nextPartitionCursor;
  }

  public DISRecord[] getRecords() {
    return records;
  }

  public void setRecords(DISRecord[] records) {
    this.records = records;
  }

  public String getMillisBehindLatest() {
    return millisBehindLatest;
  }

  public void setMillisBehindLatest(String millisBehindLatest) {
    this.millisBehindLatest = millisBehindLatest;
  }

  @Override
  public String toString() {
    return "DISMessage(nextPartitionCursor="
        + nextPartitionCursor
        + ", records="
        + Arrays.toString(records)
        + ", millisBehindLatest="
        + millisBehindLatest
        + ")";
  }
}
