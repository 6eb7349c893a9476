import os
import sys
import threading

initializations = 0
barrier = threading.Barrier(2)


def echo(event, context):
    return event


def fail(event, context):
    raise ValueError("no luck")


def context(event, context):
    greeting = context.getUserData("GREETING")
    return {
        "request": context.getRequestID(),
        "function": context.getFunctionName(),
        "version": context.getVersion(),
        "package": context.getPackage(),
        "project": os.environ["RUNTIME_PROJECT_ID"],
        "memory": context.getMemorySize(),
        "timeout": context.getRunningTimeInSeconds(),
        "greeting": greeting if os.environ["GREETING"] == greeting else "",
        "token": context.getToken(),
        "remaining": context.getRemainingTimeInMilliSeconds(),
    }


def initialize(context):
    global initializations
    initializations += 1


def failingInitialize(context):
    raise RuntimeError("not ready")


def stop(context):
    global initializations
    initializations = -1


def initialized(event, context):
    return initializations


def log(event, context):
    print("to out")
    context.getLogger().info("to log")
    print("to err", file=sys.stderr)


def meet(event, context):
    barrier.wait(20)
    return "met"


def exit(event, context):
    os._exit(7)


def leave(event, context):
    sys.exit(7)


def unserializable(event, context):
    return {1, 2}
