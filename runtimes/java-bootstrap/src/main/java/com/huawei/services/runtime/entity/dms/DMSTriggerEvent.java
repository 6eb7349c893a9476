package com.huawei.services.runtime.entity.dms;

import java.util.Arrays;

/** The event of a DMS trigger. */
public class DMSTriggerEvent {
  private String queueId;
  private String region;
  private String eventType;
  private String consumerGroupId;
  private DMSMessage[] messages;

  public String getQueueId() {
    return queueId;
  }

  public void setQueueId(String queueId) {
    this.queueId = queueId;
  }

  public String getRegion() {
    return region;
  }

  public void setRegion(String region) {
    this.region = region;
  }

  public String getEventType() {
    return eventType;
  }

  public void setEventType(String eventType) {
    this.eventType = eventType;
  }

  public String getConsumerGroupId() {
    return consumerGroupId;
  }

  public void setConsumerGroupId(String consumerGroupId) {
    this.consumerGroupId = consumerGroupId;
  }

  public DMSMessage[] getMessages() {
    return messages;
  }

  public void setMessages(DMSMessage[] messages) {
    this.messages = messages;
  }

  @Override
  public String toString() {
    return "DMSTriggerEvent(queueId="
        + queueId
        + ", region="
        + region
        + ", eventType="
        + eventType
        + ", consumerGroupId="
        + consumerGroupId
        + ", messages="
        + Arrays.toString(messages)
        + ")";
  }
}
