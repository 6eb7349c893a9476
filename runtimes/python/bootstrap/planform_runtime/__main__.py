"""Runs a Python function: takes events from the host, one at a time a thread, and answers them."""

import json
import os
import sys
import threading

from planform_runtime import code, failure
from planform_runtime.context import Context
from planform_runtime.host import Host, HostGone
from planform_runtime.keys import Keys


class Runtime:
    """One function in this process."""

    def __init__(self, socket_path):
        self._socket_path = socket_path
        self._state = {}

    def run(self):
        host = Host(self._socket_path)
        _, body = host.get("/v1/planform/specialization")
        self._specialization = json.loads(body)
        self._keys = Keys(self._specialization, self._socket_path)
        os.environ.update(self._specialization["environment"])
        # The folder above the code, as documented: code/config.json is a file beside the handler's.
        os.chdir(os.path.dirname(self._specialization["code_root"]))
        self._handler = self._prepare(host)
        host.post("/v1/planform/ready", b"")

        others = int(self._specialization.get("concurrency") or 1) - 1
        for _ in range(others):
            threading.Thread(target=self._serve_alone, daemon=True).start()
        self._serve(host)

    def _prepare(self, host):
        phase = "load"
        try:
            root = self._specialization["code_root"]
            handler = code.load(root, self._specialization["handler"], "handler")
            pre_stop = self._specialization.get("pre_stop")
            self._pre_stop = code.load(root, pre_stop, "pre-stop handler") if pre_stop else None
            initializer = self._specialization.get("initializer")
            if initializer:
                initialize = code.load(root, initializer, "initializer")
                phase = "initialize"
                initialize(Context(self._specialization, {}, self._keys, self._state))
            return handler
        except BaseException as error:
            self._flush()
            host.post("/v1/planform/failed", failure.encode({"phase": phase, **failure.describe(error)}))
            sys.exit(1)

    def _serve_alone(self):
        try:
            self._serve(Host(self._socket_path))
        except HostGone:
            os._exit(0)

    def _serve(self, host):
        while True:
            headers, event = host.get("/v1/runtime/invocation/request")
            self._answer(host, headers, event)

    def _answer(self, host, headers, event):
        request_id = headers["x-cff-request-id"]
        ended = None
        try:
            self._keys.take(headers)
            context = Context(self._specialization, headers, self._keys, self._state)
            self._place(headers)
            if headers.get("x-planform-call") == "pre_stop":
                value = self._pre_stop(context)
            else:
                value = self._handler(json.loads(event), context)
            answer = failure.encode(value)
            path = f"/v1/runtime/invocation/response/{request_id}"
        except BaseException as error:
            ended = error if isinstance(error, SystemExit) else None
            answer = failure.encode(failure.describe(error))
            path = f"/v1/runtime/invocation/error/{request_id}"
        self._flush()
        host.post(path, answer)
        if ended is not None:
            self._exit(ended)

    def _place(self, headers):
        """Libraries that trace find their parent here; requests that run together have no one parent."""
        if int(self._specialization.get("concurrency") or 1) > 1:
            return
        for name in ("traceparent", "tracestate"):
            if name in headers:
                os.environ[name.upper()] = headers[name]
            else:
                os.environ.pop(name.upper(), None)

    def _exit(self, ended):
        self._flush()
        status = ended.code
        os._exit(status if isinstance(status, int) else 0 if status is None else 1)

    def _flush(self):
        sys.stdout.flush()
        sys.stderr.flush()


def main():
    # The code folder is read-only, and output must not wait for a buffer to fill.
    sys.dont_write_bytecode = True
    sys.stdout.reconfigure(line_buffering=True, errors="backslashreplace")
    sys.stderr.reconfigure(line_buffering=True)
    try:
        Runtime(os.environ.get("PLANFORM_SOCKET", "/run/planform/api.sock")).run()
    except HostGone:
        # The instance is no longer wanted.
        sys.exit(0)


main()
