package com.huawei.services.runtime.entity.smn;

import java.util.Map;

/** What was published to a topic. */
public class SMNBody {
  private String topicUrn;
  private String timestamp;
  private Map<String, String> messageAttributes;
  private String message;
  private String type;
  private String messageId;
  private String subject;

  public String getTopicUrn() {
    return topicUrn;
  }

  public void setTopicUrn(String topicUrn) {
    this.topicUrn = topicUrn;
  }

  public String getTimestamp() {
    return timestamp;
  }

  public void setTimestamp(String timestamp) {
    this.timestamp = timestamp;
  }

  public Map<String, String> getMessageAttributes() {
    return messageAttributes;
  }

  public void setMessageAttributes(Map<String, String> messageAttributes) {
    this.messageAttributes = messageAttributes;
  }

  public String getMessage() {
    return message;
  }

  public void setMessage(String message) {
    this.message = message;
  }

  public String getType() {
    return type;
  }

  public void setType(String type) {
    this.type = type;
  }

  public String getMessageId() {
    return messageId;
  }

  public void setMessageId(String messageId) {
    this.messageId = messageId;
  }

  public String getSubject() {
    return subject;
  }

  public void setSubject(String subject) {
    this.subject = subject;
  }

  @Override
  public String toString() {
    return "SMNBody(topicUrn="
        + topicUrn
        + ", timestamp="
        + timestamp
        + ", messageAttributes="
        + messageAttributes
        + ", message="
        + message
        + ", type="
        + type
        + ", messageId="
        + messageId
        + ", subject="
        + subject
        + ")";
  }
}
