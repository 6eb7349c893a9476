<?php

$initializations = 0;

function echoed($event, $context)
{
    return $event;
}

function fail($event, $context)
{
    throw new RuntimeException('no luck');
}

function context($event, $context)
{
    $greeting = $context->getUserData('GREETING');
    return [
        'request' => $context->getRequestID(),
        'function' => $context->getFunctionName(),
        'version' => $context->getVersion(),
        'package' => $context->getPackage(),
        'project' => getenv('RUNTIME_PROJECT_ID'),
        'memory' => $context->getMemorySize(),
        'timeout' => $context->getRunningTimeInSeconds(),
        'greeting' => getenv('GREETING') === $greeting ? $greeting : '',
        'token' => $context->getToken(),
        'remaining' => $context->getRemainingTimeInMilliSeconds(),
    ];
}

function initialize($context)
{
    $GLOBALS['initializations']++;
}

function failingInitialize($context)
{
    throw new RuntimeException('not ready');
}

function stop($context)
{
    $GLOBALS['initializations'] = -1;
}

function initialized($event, $context)
{
    return $GLOBALS['initializations'];
}

function logged($event, $context)
{
    echo "to out\n";
    $context->getLogger()->info('to log');
    fwrite(STDERR, "to err\n");
}

function meet($event, $context)
{
    touch('/tmp/met-' . getmypid());
    for ($waited = 0; $waited < 20000 && count(glob('/tmp/met-*')) < 2; $waited += 10) {
        usleep(10000);
    }
    return count(glob('/tmp/met-*')) < 2 ? 'alone' : 'met';
}

function leave($event, $context)
{
    exit(7);
}

function path($event, $context)
{
    return $event->requestContext->stage . $event->path;
}

function unserializable($event, $context)
{
    return "\xff";
}

function undefined($event, $context)
{
    return missing();
}
