'use strict';

/** The variables that a function finds in its environment: the service's, then its own. */
function environmentOf(specialization) {
  const values = {
    RUNTIME_PROJECT_ID: specialization.project_id,
    RUNTIME_PACKAGE: specialization.package,
    RUNTIME_FUNC_NAME: specialization.function_name,
    RUNTIME_FUNC_VERSION: specialization.version,
    RUNTIME_HANDLER: specialization.handler,
    RUNTIME_TIMEOUT: specialization.timeout,
    RUNTIME_CPU: specialization.cpu,
    RUNTIME_MEMORY: specialization.memory,
    RUNTIME_CODE_ROOT: specialization.code_root,
    RUNTIME_USERDATA: JSON.stringify(specialization.user_data),
  };
  if (specialization.initializer) {
    values.RUNTIME_INITIALIZER_HANDLER = specialization.initializer;
    values.RUNTIME_INITIALIZER_TIMEOUT = specialization.initializer_timeout;
  }
  return { ...values, ...specialization.user_data };
}

/** Writes lines of the form `<time>Z <request id> <LEVEL> <text>` to standard output. */
class Logger {
  #requestId;

  constructor(requestId) {
    this.#requestId = requestId;
  }

  debug(text) {
    this.#write('DEBUG', text);
  }

  info(text) {
    this.#write('INFO', text);
  }

  warn(text) {
    this.#write('WARN', text);
  }

  error(text) {
    this.#write('ERROR', text);
  }

  #write(level, text) {
    const shown = typeof text === 'string' ? text : JSON.stringify(text) ?? String(text);
    process.stdout.write(`${new Date().toISOString()} ${this.#requestId} ${level} ${shown}\n`);
  }
}

/**
 * The context of one invocation, or of the initializer. Values that come from an agency, a
 * workflow or an alias are empty strings where the function has none.
 */
class Context {
  #specialization;
  #headers;
  #logger;

  constructor(specialization, headers) {
    this.#specialization = specialization;
    this.#headers = headers;
    this.#logger = new Logger(this.getRequestID());
  }

  getRequestID() {
    return this.#header('x-cff-request-id');
  }

  getRemainingTimeInMilliSeconds() {
    const deadline = this.#header('x-planform-deadline');
    if (deadline === '') {
      return this.#specialization.initializer_timeout * 1000;
    }
    return Math.max(0, Number(deadline) - Date.now());
  }

  getAccessKey() {
    return this.#header('x-cff-access-key');
  }

  getSecretKey() {
    return this.#header('x-cff-secret-key');
  }

  getSecurityAccessKey() {
    return this.#header('x-cff-security-access-key');
  }

  getSecuritySecretKey() {
    return this.#header('x-cff-security-secret-key');
  }

  getSecurityToken() {
    return this.#header('x-cff-security-token');
  }

  getToken() {
    return this.#header('x-cff-auth-token');
  }

  getUserData(key) {
    return this.#specialization.user_data[key];
  }

  getFunctionName() {
    return this.#specialization.function_name;
  }

  getRunningTimeInSeconds() {
    return this.#specialization.timeout;
  }

  getVersion() {
    return this.#specialization.version;
  }

  getMemorySize() {
    return this.#specialization.memory;
  }

  getCPUNumber() {
    return this.#specialization.cpu;
  }

  getProjectID() {
    return this.#specialization.project_id;
  }

  getPackage() {
    return this.#specialization.package;
  }

  getAlias() {
    return this.#header('x-cff-alias');
  }

  getLogger() {
    return this.#logger;
  }

  getWorkflowID() {
    return this.#header('x-cff-workflow-id');
  }

  getWorkflowRunID() {
    return this.#header('x-cff-workflow-run-id');
  }

  getWorkflowStateID() {
    return this.#header('x-cff-workflow-state-id');
  }

  #header(name) {
    return this.#headers[name] ?? '';
  }
}

module.exports = { Context, environmentOf };
