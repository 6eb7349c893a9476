"""The connection to the host: HTTP/1.1 over a Unix socket, one request at a time."""

import socket


class HostGone(Exception):
    """The host closed the connection: the instance is no longer wanted."""


class Host:
    """One keep-alive connection. Not for use by several threads at once."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._socket.connect(path)
        except OSError as error:
            raise HostGone(f"{path}: {error}") from None
        self._input = self._socket.makefile("rb")

    def get(self, path):
        """Returns the headers, by lower-case name, and the body."""
        return self._exchange(f"GET {path} HTTP/1.1\r\nHost: planform\r\n\r\n".encode("ascii"))

    def post(self, path, body):
        head = (
            f"POST {path} HTTP/1.1\r\nHost: planform\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._exchange(head.encode("ascii") + body)

    def close(self):
        self._input.close()
        self._socket.close()

    def _exchange(self, request):
        try:
            self._socket.sendall(request)
            status = self._input.readline()
            if not status:
                raise HostGone("the host closed the connection")
            headers = {}
            for line in iter(self._input.readline, b"\r\n"):
                if not line:
                    break
                name, _, value = line.decode("latin-1").partition(":")
                headers[name.strip().lower()] = value.strip()
            length = int(headers.get("content-length", "0"))
            body = self._input.read(length)
        except OSError as error:
            raise HostGone(str(error)) from None
        code = int(status.split(b" ", 2)[1])
        if code >= 300 or len(body) < length:
            raise HostGone(f"the host answered {code}")
        return headers, body
