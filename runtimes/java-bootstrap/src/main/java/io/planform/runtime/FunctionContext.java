package io.planform.runtime;

import com.huawei.services.runtime.Context;
import com.huawei.services.runtime.RuntimeLogger;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The context of one invocation, or of the initializer. */
final class FunctionContext implements Context {
  private static final String NO_AGENCY =
      "Failed to access other services because no temporary AK, SK, or token has been obtained."
          + " Please set an agency.";

  private final Specialization specialization;
  private final Map<String, String> headers;
  private final Keys keys;
  private final AtomicReference<@Nullable Object> state;
  private final RuntimeLogger logger;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * @param headers of the event, by lower-case name; none for the initializer
   * @param state what invocations of this instance share
   */
  FunctionContext(
      Specialization specialization,
      Map<String, String> headers,
      Keys keys,
      AtomicReference<@Nullable Object> state) {
    this.specialization = specialization;
    this.headers = headers;
    this.keys = keys;
    this.state = state;
    this.logger = new StandardOutputLogger(header("x-cff-request-id"));
  }

  private String header(String name) {
    return headers.getOrDefault(name, "");
  }

  private String key(String name) {
    String value = keys.get(name);
    if (value.isEmpty() && warned.compareAndSet(false, true)) {
      logger.warn(NO_AGENCY);
    }
    return value;
  }

  @Override
  public String getRequestID() {
    return header("x-cff-request-id");
  }

  @Override
  public int getRemainingTimeInMilliSeconds() {
    String deadline = header("x-planform-deadline");
    if (deadline.isEmpty()) {
      return specialization.initializerTimeout() * 1000;
    }
    return (int) Math.max(0, Long.parseLong(deadline) - System.currentTimeMillis());
  }

  @Override
  public String getAccessKey() {
    return key("x-cff-access-key");
  }

  @Override
  public String getSecretKey() {
    return key("x-cff-secret-key");
  }

  @Override
  public String getSecurityAccessKey() {
    return key("x-cff-security-access-key");
  }

  @Override
  public String getSecuritySecretKey() {
    return key("x-cff-security-secret-key");
  }

  @Override
  public String getSecurityToken() {
    return key("x-cff-security-token");
  }

  @Override
  public String getToken() {
    return key("x-cff-auth-token");
  }

  @Override
  public @Nullable String getUserData(String key) {
    return specialization.userData().get(key);
  }

  @Override
  public String getFunctionName() {
    return specialization.functionName();
  }

  @Override
  public int getRunningTimeInSeconds() {
    return specialization.timeout();
  }

  @Override
  public String getVersion() {
    return specialization.version();
  }

  @Override
  public int getMemorySize() {
    return specialization.memory();
  }

  @Override
  public int getCPUNumber() {
    return (int) specialization.cpu();
  }

  @Override
  public String getProjectID() {
    return specialization.projectId();
  }

  @Override
  public String getPackage() {
    return specialization.packageName();
  }

  @Override
  public String getAlias() {
    return header("x-cff-alias");
  }

  @Override
  public RuntimeLogger getLogger() {
    return logger;
  }

  @Override
  public @Nullable Object getState() {
    return state.get();
  }

  @Override
  public void setState(@Nullable Object value) {
    state.set(value);
  }

  @Override
  public String getInstanceID() {
    return String.valueOf(System.getenv("HOSTNAME"));
  }

  @Override
  public String getInvokeProperty() {
    return header("x-cff-invoke-property");
  }

  @Override
  public String getTraceID() {
    return header("x-cff-trace-id");
  }

  @Override
  public String getInvokeID() {
    return getRequestID();
  }

  @Override
  public String getWorkflowID() {
    return header("x-cff-workflow-id");
  }

  @Override
  public String getWorkflowRunID() {
    return header("x-cff-workflow-run-id");
  }

  @Override
  public String getWorkflowStateID() {
    return header("x-cff-workflow-state-id");
  }
}
