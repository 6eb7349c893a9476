package com.huawei.services.runtime.entity.smn;

/** One notification, and the subscription it came by. */
public class SMNRecord {
  private String eventVersion;
  private String eventSubscriptionUrn;
  private String eventSource;
  private SMNBody smn;

  public String getEventVersion() {
    return eventVersion;
  }

  public void setEventVersion(String eventVersion) {
    this.eventVersion = eventVersion;
  }

  public String getEventSubscriptionUrn() {
    return eventSubscriptionUrn;
  }

  public void setEventSubscriptionUrn(String eventSubscriptionUrn) {
    this.eventSubscriptionUrn = eventSubscriptionUrn;
  }

  public String getEventSource() {
    return eventSource;
  }

  public void setEventSource(String eventSource) {
    this.eventSource = eventSource;
  }

  public SMNBody getSmn() {
    return smn;
  }

  public void setSmn(SMNBody smn) {
    this.smn = smn;
  }

  @Override
  public String toString() {
    return "SMNRecord(eventVersion="
        + eventVersion
        + ", eventSubscriptionUrn="
        + eventSubscriptionUrn
        + ", eventSource="
        + eventSource
        + ", smn="
        + smn
        + ")";
  }
}
