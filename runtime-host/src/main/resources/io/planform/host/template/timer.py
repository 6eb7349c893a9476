def handler(event, context):
    task = event.get("user_event", "")
    context.getLogger().info("at " + event["time"] + ": " + task)
    return event["trigger_name"] + ": " + task
