package com.huawei.services.runtime;

/**
 * What a handler is given beside its event. Names and types are those of FunctionGraph's Java
 * runtime, so that functions compiled against it run unmodified. Values that come from an agency, a
 * workflow or an alias are empty where the function has none.
 */
public interface Context {
  String getRequestID();

  /** Milliseconds until the invocation is ended. */
  int getRemainingTimeInMilliSeconds();

  String getAccessKey();

  String getSecretKey();

  String getSecurityAccessKey();

  String getSecuritySecretKey();

  String getSecurityToken();

  String getToken();

  /** The value of an environment variable of the function; null where it has none of that name. */
  String getUserData(String key);

  String getFunctionName();

  /** The function's timeout in seconds. */
  int getRunningTimeInSeconds();

  String getVersion();

  /** Megabytes. */
  int getMemorySize();

  int getCPUNumber();

  String getProjectID();

  String getPackage();

  String getAlias();

  RuntimeLogger getLogger();

  /** What an earlier invocation on this instance gave to {@link #setState}; null at first. */
  Object getState();

  void setState(Object state);

  String getInstanceID();

  String getInvokeProperty();

  String getTraceID();

  String getInvokeID();

  String getWorkflowID();

  String getWorkflowRunID();

  String getWorkflowStateID();
}
