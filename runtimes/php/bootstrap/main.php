<?php
/** Runs a PHP function: takes events from the host and answers them. */

namespace Planform;

require __DIR__ . '/Host.php';
require __DIR__ . '/Code.php';
require __DIR__ . '/Keys.php';
require __DIR__ . '/Context.php';
require __DIR__ . '/Failure.php';
require __DIR__ . '/Runtime.php';

try {
    (new Runtime($argv[1] ?? '/run/planform/api.sock'))->run();
} catch (HostGone $gone) {
    // The instance is no longer wanted.
    exit(0);
}
