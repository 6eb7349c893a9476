def initialize(context):
    raise ConnectionError("the database refuses connections")


def handler(event, context):
    return "never called"
