<?php

namespace Planform;

/** The temporary keys of the function's agency: the newest that the host gave. */
final class Keys
{
    /** Keys that end sooner than this are asked for anew. */
    private const MARGIN_MILLIS = 600000;

    private bool $wanted;
    private string $socket;
    private array $headers = [];

    public function __construct(array $specialization, string $socket)
    {
        $this->wanted = ($specialization['agency'] ?? '') !== '';
        $this->socket = $socket;
    }

    /** Keeps what came with an event. */
    public function take(array $headers): void
    {
        if (isset($headers['x-planform-keys-until'])) {
            $this->headers = $headers;
        }
    }

    /** Empty where the function has no agency, or its agency is no more. */
    public function get(string $name): string
    {
        if ($this->wanted && $this->endSoon()) {
            $this->fetch();
        }
        return $this->headers[$name] ?? '';
    }

    private function endSoon(): bool
    {
        $until = (int) ($this->headers['x-planform-keys-until'] ?? '0');
        return $until < microtime(true) * 1000 + self::MARGIN_MILLIS;
    }

    private function fetch(): void
    {
        try {
            [$this->headers] = (new Host($this->socket))->get('/v1/planform/keys');
        } catch (HostGone $gone) {
            // What there is is good for a while yet.
        }
    }
}
