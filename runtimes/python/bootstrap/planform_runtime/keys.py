"""The temporary keys of the function's agency."""

import time

from planform_runtime.host import Host, HostGone

#: Keys that end sooner than this are asked for anew.
MARGIN_MILLIS = 600_000


class Keys:
    """The newest that the host gave, which all invocations of this process share."""

    def __init__(self, specialization, socket_path):
        self._wanted = bool(specialization.get("agency"))
        self._socket_path = socket_path
        self._headers = {}

    def take(self, headers):
        """Keeps what came with an event."""
        if "x-planform-keys-until" in headers:
            self._headers = headers

    def get(self, name):
        """Empty where the function has no agency, or its agency is no more."""
        if self._wanted and self._ends_soon():
            self._fetch()
        return self._headers.get(name, "")

    def _ends_soon(self):
        until = int(self._headers.get("x-planform-keys-until", "0"))
        return until < time.time() * 1000 + MARGIN_MILLIS

    def _fetch(self):
        try:
            host = Host(self._socket_path)
            try:
                self._headers, _ = host.get("/v1/planform/keys")
            finally:
                host.close()
        except HostGone:
            # What there is is good for a while yet.
            pass
