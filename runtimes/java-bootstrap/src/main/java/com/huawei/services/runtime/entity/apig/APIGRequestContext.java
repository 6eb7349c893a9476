package com.huawei.services.runtime.entity.apig;

/** Which API was called, and where. */
public class APIGRequestContext {
  private String apiId;
  private String requestId;
  private String stage;

  public String getApiId() {
    return apiId;
  }

  public void setApiId(String apiId) {
    this.apiId = apiId;
  }

  public String getRequestId() {
    return requestId;
  }

  public void setRequestId(String requestId) {
    this.requestId = requestId;
  }

  public String getStage() {
    return stage;
  }

  public void setStage(String stage) {
    this.stage = stage;
  }

  @Override
  public String toString() {
    return "APIGRequestContext(apiId="
        + apiId
        + ", requestId="
        + requestId
        + ", stage="
        + stage
        + ")";
  }
}
