def handler(event, context):
    name = event.get("name", "world")
    context.getLogger().info("greeting " + name)
    return {"greeting": "Hello " + name}
