<?php

namespace Planform;

/** Writes lines of the form `<time>Z <request id> <LEVEL> <text>` to standard output. */
final class Logger
{
    private string $requestId;

    public function __construct(string $requestId)
    {
        $this->requestId = $requestId;
    }

    public function debug($text): void
    {
        $this->write('DEBUG', $text);
    }

    public function info($text): void
    {
        $this->write('INFO', $text);
    }

    public function warn($text): void
    {
        $this->write('WARN', $text);
    }

    public function error($text): void
    {
        $this->write('ERROR', $text);
    }

    private function write(string $level, $text): void
    {
        $time = (new \DateTime('now', new \DateTimeZone('UTC')))->format('Y-m-d\TH:i:s.v');
        fwrite(STDOUT, "{$time}Z {$this->requestId} $level $text\n");
    }
}

/**
 * The context of one invocation, or of the initializer. Values that come from an agency, a workflow
 * or an alias are empty where the function has none.
 */
final class Context
{
    private const NO_AGENCY = 'Failed to access other services because no temporary AK, SK, or token'
        . ' has been obtained. Please set an agency.';

    private array $specialization;
    private array $headers;
    private Keys $keys;
    private Logger $logger;
    private bool $warned = false;

    public function __construct(array $specialization, array $headers, Keys $keys)
    {
        $this->specialization = $specialization;
        $this->headers = $headers;
        $this->keys = $keys;
        $this->logger = new Logger($this->getRequestID());
    }

    public function getRequestID(): string
    {
        return $this->header('x-cff-request-id');
    }

    public function getRemainingTimeInMilliSeconds(): int
    {
        $deadline = $this->header('x-planform-deadline');
        if ($deadline === '') {
            return 1000 * $this->specialization['initializer_timeout'];
        }
        return max(0, (int) $deadline - (int) (microtime(true) * 1000));
    }

    public function getAccessKey(): string
    {
        return $this->key('x-cff-access-key');
    }

    public function getSecretKey(): string
    {
        return $this->key('x-cff-secret-key');
    }

    public function getSecurityAccessKey(): string
    {
        return $this->key('x-cff-security-access-key');
    }

    public function getSecuritySecretKey(): string
    {
        return $this->key('x-cff-security-secret-key');
    }

    public function getSecurityToken(): string
    {
        return $this->key('x-cff-security-token');
    }

    public function getToken(): string
    {
        return $this->key('x-cff-auth-token');
    }

    /** The value of an environment variable of the function; null where it has none of that name. */
    public function getUserData(string $key): ?string
    {
        return $this->specialization['user_data'][$key] ?? null;
    }

    public function getFunctionName(): string
    {
        return $this->specialization['function_name'];
    }

    public function getRunningTimeInSeconds(): int
    {
        return $this->specialization['timeout'];
    }

    public function getVersion(): string
    {
        return $this->specialization['version'];
    }

    public function getMemorySize(): int
    {
        return $this->specialization['memory'];
    }

    public function getCPUNumber(): float
    {
        return $this->specialization['cpu'];
    }

    public function getProjectID(): string
    {
        return $this->specialization['project_id'];
    }

    public function getPackage(): string
    {
        return $this->specialization['package'];
    }

    public function getAlias(): string
    {
        return $this->header('x-cff-alias');
    }

    public function getLogger(): Logger
    {
        return $this->logger;
    }

    public function getWorkflowID(): string
    {
        return $this->header('x-cff-workflow-id');
    }

    public function getWorkflowRunID(): string
    {
        return $this->header('x-cff-workflow-run-id');
    }

    public function getWorkflowStateID(): string
    {
        return $this->header('x-cff-workflow-state-id');
    }

    public function getTraceID(): string
    {
        return $this->header('x-cff-trace-id');
    }

    private function key(string $name): string
    {
        $value = $this->keys->get($name);
        if ($value === '' && !$this->warned) {
            $this->warned = true;
            $this->logger->warn(self::NO_AGENCY);
        }
        return $value;
    }

    private function header(string $name): string
    {
        return $this->headers[$name] ?? '';
    }
}
