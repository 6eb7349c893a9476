"""Called by a timer, or by hand: `planform invoke hello-python -data '{"name": "you"}'`."""

import platform


def handler(event, context):
    context.getLogger().info("called by " + event.get("trigger_type", "hand"))
    return {
        "message": "Hello from Python " + platform.python_version(),
        "function": context.getFunctionName(),
        "event": event,
    }
