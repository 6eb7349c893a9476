package com.huawei.services.runtime.entity.timer;

/** The event of a timer trigger. */
public class TimerTriggerEvent {
  private String version;
  private String time;
  private String triggerType;
  private String triggerName;
  private String userEvent;

  public String getVersion() {
    return version;
  }

  public void setVersion(String version) {
    this.version = version;
  }

  public String getTime() {
    return time;
  }

  public void setTime(String time) {
    this.time = time;
  }

  public String getTriggerType() {
    return triggerType;
  }

  public void setTriggerType(String triggerType) {
    this.triggerType = triggerType;
  }

  public String getTriggerName() {
    return triggerName;
  }

  public void setTriggerName(String triggerName) {
    this.triggerName = triggerName;
  }

  public String getUserEvent() {
    return userEvent;
  }

  public void setUserEvent(String userEvent) {
    this.userEvent = userEvent;
  }

  @Override
  public String toString() {
    return "TimerTriggerEvent(version="
        + version
        + ", time="
        + time
        + ", triggerType="
        + triggerType
        + ", triggerName="
        + triggerName
        + ", userEvent="
        + userEvent
        + ")";
  }
}
