<?php

namespace Planform;

/** There is no such file or function; the message names both. */
final class NotFound extends \Exception
{
}

/** Finds the user's functions. */
final class Code
{
    /** The function that `file.function` names, below the code's root; $kind is for messages. */
    public static function load(string $root, string $handler, string $kind): string
    {
        $dot = strrpos($handler, '.');
        if (!$dot || $dot === strlen($handler) - 1) {
            throw new NotFound("$kind '$handler' is not of the form file.function");
        }
        $file = substr($handler, 0, $dot) . '.php';
        $function = substr($handler, $dot + 1);
        if (!is_file("$root/$file")) {
            throw new NotFound("$file is not in the code: $kind '$handler'");
        }
        require_globally("$root/$file");
        if (!function_exists($function)) {
            throw new NotFound("$file has no function '$function': $kind '$handler'");
        }
        return $function;
    }
}

/** The file's variables are global, as they are where a file is the script. */
function require_globally(): void
{
    require_once func_get_arg(0);
    foreach (array_keys(get_defined_vars()) as $name) {
        $GLOBALS[$name] = &$$name;
    }
}
