package com.huawei.services.runtime.entity.dis;

/** The event of a DIS trigger. */
public class DISTriggerEvent {
  private String shardId;
  private DISMessage message;
  private String tag;
  private String streamName;

  public String getShardId() {
    return shardId;
  }

  public void setShardId(String shardId) {
    this.shardId = shardId;
  }

  public DISMessage getMessage() {
    return message;
  }

  public void setMessage(DISMessage message) {
    this.message = message;
  }

  public String getTag() {
    return tag;
  }

  public void setTag(String tag) {
    this.tag = tag;
  }

  public String getStreamName() {
    return streamName;
  }

  public void setStreamName(String streamName) {
    this.streamName = streamName;
  }

  @Override
  public String toString() {
    return "DISTriggerEvent(shardId="
        + shardId
        + ", message="
        + message
        + ", tag="
        + tag
        + ", streamName="
        + streamName
        + ")";
  }
}
