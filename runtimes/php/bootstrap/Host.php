<?php

namespace Planform;

/** The host closed the connection: the instance is no longer wanted. */
final class HostGone extends \Exception
{
}

/** A connection to the host: HTTP/1.1 over a Unix socket, one request at a time. */
final class Host
{
    private $stream;

    public function __construct(string $path)
    {
        $stream = @stream_socket_client("unix://$path", $code, $message);
        if ($stream === false) {
            throw new HostGone("$path: $message");
        }
        // An event may be long in coming.
        stream_set_timeout($stream, PHP_INT_MAX >> 32);
        $this->stream = $stream;
    }

    /** The headers, by lower-case name, and the body. */
    public function get(string $path): array
    {
        return $this->exchange("GET $path HTTP/1.1\r\nHost: planform\r\n\r\n");
    }

    public function post(string $path, string $body): void
    {
        $length = strlen($body);
        $this->exchange(
            "POST $path HTTP/1.1\r\nHost: planform\r\n"
            . "Content-Type: application/json\r\nContent-Length: $length\r\n\r\n$body"
        );
    }

    private function exchange(string $request): array
    {
        for ($sent = 0; $sent < strlen($request); $sent += $written) {
            $written = @fwrite($this->stream, $sent === 0 ? $request : substr($request, $sent));
            if (!$written) {
                throw new HostGone('the host closed the connection');
            }
        }
        $status = $this->line();
        $headers = [];
        while (($line = $this->line()) !== '') {
            [$name, $value] = explode(':', $line, 2);
            $headers[strtolower(trim($name))] = trim($value);
        }
        $length = (int) ($headers['content-length'] ?? 0);
        $body = $length === 0 ? '' : stream_get_contents($this->stream, $length);
        if (strlen($body) < $length || !preg_match('~^HTTP/1.1 2~', $status)) {
            throw new HostGone("the host answered: $status");
        }
        return [$headers, $body];
    }

    private function line(): string
    {
        $line = fgets($this->stream);
        if ($line === false) {
            throw new HostGone('the host closed the connection');
        }
        return rtrim($line, "\r\n");
    }
}
