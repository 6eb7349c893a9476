'use strict';

const NO_AGENCY = 'Failed to access other services because no temporary AK, SK, or token has been ' +
  'obtained. Please set an agency.';

/** Writes lines of the form `<time>Z <request id> <LEVEL> <text>` to standard output. */
function loggerOf(requestId) {
  const writer = (level) => (text) => {
    const json = typeof text === 'string' ? text : JSON.stringify(text);
    const shown = json === undefined ? String(text) : json;
    process.stdout.write(`${new Date().toISOString()} ${requestId} ${level} ${shown}\n`);
  };
  return {
    debug: writer('DEBUG'),
    info: writer('INFO'),
    warn: writer('WARN'),
    error: writer('ERROR'),
  };
}

/**
 * The context of one invocation, or of the initializer. Values that come from an agency, a
 * workflow or an alias are empty strings where the function has none. The headers, among them
 * secrets, are out of reach of whoever prints the context.
 */
function contextOf(specialization, headers, keys) {
  const header = (name) => (headers[name] === undefined ? '' : headers[name]);
  const logger = loggerOf(header('x-cff-request-id'));
  let warned = false;
  const key = (name) => {
    const value = keys.get(name);
    if (value === '' && !warned) {
      warned = true;
      logger.warn(NO_AGENCY);
    }
    return value;
  };
  return {
    getRequestID: () => header('x-cff-request-id'),
    getRemainingTimeInMilliSeconds() {
      const deadline = header('x-planform-deadline');
      return deadline === ''
        ? specialization.initializer_timeout * 1000
        : Math.max(0, Number(deadline) - Date.now());
    },
    getAccessKey: () => key('x-cff-access-key'),
    getSecretKey: () => key('x-cff-secret-key'),
    getSecurityAccessKey: () => key('x-cff-security-access-key'),
    getSecuritySecretKey: () => key('x-cff-security-secret-key'),
    getSecurityToken: () => key('x-cff-security-token'),
    getToken: () => key('x-cff-auth-token'),
    getUserData: (key) => specialization.user_data[key],
    getFunctionName: () => specialization.function_name,
    getRunningTimeInSeconds: () => specialization.timeout,
    getVersion: () => specialization.version,
    getMemorySize: () => specialization.memory,
    getCPUNumber: () => specialization.cpu,
    getProjectID: () => specialization.project_id,
    getPackage: () => specialization.package,
    getAlias: () => header('x-cff-alias'),
    getTraceID: () => header('x-cff-trace-id'),
    getLogger: () => logger,
    getWorkflowID: () => header('x-cff-workflow-id'),
    getWorkflowRunID: () => header('x-cff-workflow-run-id'),
    getWorkflowStateID: () => header('x-cff-workflow-state-id'),
  };
}

module.exports = { contextOf };
