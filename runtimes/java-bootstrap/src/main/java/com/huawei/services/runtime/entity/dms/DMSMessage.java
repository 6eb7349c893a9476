package com.huawei.services.runtime.entity.dms;

import java.util.Map;

/** One message of a queue. */
public class DMSMessage {
  private Object body;
  private Map<String, String> attributes;

  public Object getBody() {
    return body;
  }

  public void setBody(Object body) {
    this.body = body;
  }

  public Map<String, String> getAttributes() {
    return attributes;
  }

  public void setAttributes(Map<String, String> attributes) {
    this.attributes = attributes;
  }

  @Override
  public String toString() {
    return "DMSMessage(body=" + body + ", attributes=" + attributes + ")";
  }
}
