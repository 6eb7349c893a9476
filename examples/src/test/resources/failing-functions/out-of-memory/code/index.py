def handler(event, context):
    return len(bytearray(512 * 1024 * 1024))
