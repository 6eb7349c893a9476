"""What handlers are given beside the event."""

import datetime
import os
import sys
import time


NO_AGENCY = (
    "Failed to access other services because no temporary AK, SK, or token has been obtained."
    " Please set an agency."
)


class Logger:
    """Writes lines of the form ``<time>Z <request id> <LEVEL> <text>`` to standard output."""

    def __init__(self, request_id):
        self._request_id = request_id

    def debug(self, text):
        self._write("DEBUG", text)

    def info(self, text):
        self._write("INFO", text)

    def warn(self, text):
        self._write("WARN", text)

    def error(self, text):
        self._write("ERROR", text)

    def _write(self, level, text):
        now = datetime.datetime.now(datetime.timezone.utc)
        time_text = now.replace(tzinfo=None).isoformat(timespec="milliseconds")
        sys.stdout.write(f"{time_text}Z {self._request_id} {level} {text}\n")


class Context:
    """The context of one invocation, or of the initializer.

    Values that come from an agency, a workflow or an alias are empty strings where the function
    has none.
    """

    def __init__(self, specialization, headers, keys, state):
        self._specialization = specialization
        self._headers = headers
        self._keys = keys
        self._warned = False
        self._state = state
        self._logger = Logger(self.getRequestID())

    def getRequestID(self):
        return self._header("x-cff-request-id")

    def getRemainingTimeInMilliSeconds(self):
        deadline = self._header("x-planform-deadline")
        if not deadline:
            return int(self._specialization["initializer_timeout"]) * 1000
        return max(0, int(deadline) - int(time.time() * 1000))

    def getAccessKey(self):
        return self._key("x-cff-access-key")

    def getSecretKey(self):
        return self._key("x-cff-secret-key")

    def getSecurityAccessKey(self):
        return self._key("x-cff-security-access-key")

    def getSecuritySecretKey(self):
        return self._key("x-cff-security-secret-key")

    def getSecurityToken(self):
        return self._key("x-cff-security-token")

    def getToken(self):
        return self._key("x-cff-auth-token")

    def getUserData(self, key, default=None):
        return self._specialization["user_data"].get(key, default)

    def getFunctionName(self):
        return self._specialization["function_name"]

    def getRunningTimeInSeconds(self):
        return self._specialization["timeout"]

    def getVersion(self):
        return self._specialization["version"]

    def getMemorySize(self):
        return self._specialization["memory"]

    def getCPUNumber(self):
        return self._specialization["cpu"]

    def getProjectID(self):
        return self._specialization["project_id"]

    def getPackage(self):
        return self._specialization["package"]

    def getAlias(self):
        return self._header("x-cff-alias")

    def getLogger(self):
        return self._logger

    def getWorkflowID(self):
        return self._header("x-cff-workflow-id")

    def getWorkflowRunID(self):
        return self._header("x-cff-workflow-run-id")

    def getWorkflowStateID(self):
        return self._header("x-cff-workflow-state-id")

    def get_state(self):
        """What an earlier invocation on this instance gave to ``set_state``; None at first."""
        return self._state.get("value")

    def set_state(self, value):
        self._state["value"] = value

    def get_instance_id(self):
        return os.uname().nodename

    def get_invoke_id(self):
        return self.getRequestID()

    def get_trace_id(self):
        return self._header("x-cff-trace-id")

    def get_invoke_property(self):
        return self._header("x-cff-invoke-property")

    def _key(self, name):
        value = self._keys.get(name)
        if not value and not self._warned:
            self._warned = True
            self._logger.warn(NO_AGENCY)
        return value

    def _header(self, name):
        return self._headers.get(name, "")
