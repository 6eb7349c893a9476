<?php

namespace Planform;

/** Errors and results as the host wants them. */
final class Failure
{
    /** `{errorMessage, errorType, stackTrace}`, without our own frames. */
    public static function describe(\Throwable $thrown): array
    {
        $trace = ["at {$thrown->getFile()}:{$thrown->getLine()}"];
        foreach ($thrown->getTrace() as $frame) {
            $name = ($frame['class'] ?? '') . ($frame['type'] ?? '') . $frame['function'];
            if (strpos($name, 'Planform\\') === 0) {
                break;
            }
            $at = isset($frame['file']) ? " ({$frame['file']}:{$frame['line']})" : '';
            $trace[] = "in $name()$at";
        }
        $ours = fn (string $line): bool => strpos($line, __DIR__) !== false;
        return [
            'errorMessage' => $thrown->getMessage() ?: get_class($thrown),
            'errorType' => get_class($thrown),
            'stackTrace' => array_map(
                fn (string $line): string => $ours($line) ? strtok($line, '(') : $line,
                array_values(array_filter($trace, fn ($l) => !($ours($l) && $l[0] === 'a')))
            ),
        ];
    }

    /** JSON text of a value. */
    public static function encode($value): string
    {
        return json_encode(
            $value,
            JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES
            | JSON_UNESCAPED_LINE_TERMINATORS | JSON_PRESERVE_ZERO_FRACTION
        );
    }
}
