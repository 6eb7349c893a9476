<?php

namespace Planform;

/** One function in this process, and in others like it where it serves several requests at a time. */
final class Runtime
{
    private string $socket;
    private array $specialization;
    private Keys $keys;
    private string $handler;
    private ?string $preStop = null;

    public function __construct(string $socket)
    {
        $this->socket = $socket;
    }

    public function run(): void
    {
        $host = new Host($this->socket);
        [, $body] = $host->get('/v1/planform/specialization');
        $this->specialization = json_decode($body, true, 512, JSON_THROW_ON_ERROR);
        $this->keys = new Keys($this->specialization, $this->socket);
        foreach ($this->specialization['environment'] as $name => $value) {
            putenv("$name=$value");
            $_ENV[$name] = $_SERVER[$name] = $value;
        }
        chdir(dirname($this->specialization['code_root']));
        $this->prepare($host);
        $host->post('/v1/planform/ready', '');
        for ($others = ($this->specialization['concurrency'] ?? 1) - 1; $others > 0; $others--) {
            if ($this->fork()) {
                $host = new Host($this->socket);
                break;
            }
        }
        while (true) {
            [$headers, $event] = $host->get('/v1/runtime/invocation/request');
            $this->answer($host, $headers, $event);
        }
    }

    private function prepare(Host $host): void
    {
        $phase = 'load';
        try {
            $root = $this->specialization['code_root'];
            $this->handler = Code::load($root, $this->specialization['handler'], 'handler');
            if ($this->specialization['pre_stop'] ?? '') {
                $this->preStop = Code::load($root, $this->specialization['pre_stop'], 'pre-stop handler');
            }
            if ($this->specialization['initializer'] ?? '') {
                $initializer = Code::load($root, $this->specialization['initializer'], 'initializer');
                $phase = 'initialize';
                $initializer(new Context($this->specialization, [], $this->keys));
            }
        } catch (\Throwable $thrown) {
            $failure = ['phase' => $phase] + Failure::describe($thrown);
            $host->post('/v1/planform/failed', Failure::encode($failure));
            exit(1);
        }
    }

    /** Whether this is the new process. When one of them ends, all end. */
    private function fork(): bool
    {
        pcntl_async_signals(true);
        pcntl_signal(SIGCHLD, function (): void {
            pcntl_wait($status);
            exit(pcntl_wifexited($status) ? pcntl_wexitstatus($status) : 1);
        });
        $child = pcntl_fork();
        if ($child === -1) {
            throw new \RuntimeException('no process could be made for another request');
        }
        if ($child === 0) {
            pcntl_signal(SIGCHLD, SIG_DFL);
        }
        return $child === 0;
    }

    private function answer(Host $host, array $headers, string $event): void
    {
        $requestId = $headers['x-cff-request-id'];
        try {
            $this->place($headers);
            $this->keys->take($headers);
            $context = new Context($this->specialization, $headers, $this->keys);
            $stopping = ($headers['x-planform-call'] ?? '') === 'pre_stop';
            $value = $stopping
                ? ($this->preStop)($context)
                : ($this->handler)(json_decode($event, false, 512, JSON_THROW_ON_ERROR), $context);
            $answer = Failure::encode($value);
            $outcome = 'response';
        } catch (\Throwable $thrown) {
            $answer = Failure::encode(Failure::describe($thrown));
            $outcome = 'error';
        }
        self::flush();
        $host->post("/v1/runtime/invocation/$outcome/$requestId", $answer);
    }

    /** Libraries that trace find their parent in variables, whose names are in capitals. */
    private function place(array $headers): void
    {
        foreach (['traceparent', 'tracestate'] as $name) {
            $variable = strtoupper($name);
            putenv(isset($headers[$name]) ? "$variable={$headers[$name]}" : $variable);
        }
    }

    /** What the function wrote is there before its answer. */
    private static function flush(): void
    {
        while (ob_get_level() > 0) {
            ob_end_flush();
        }
    }
}
