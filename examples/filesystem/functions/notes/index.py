import os


def handler(event, context):
    path = os.path.join(context.getUserData("FOLDER"), "notes.txt")
    if "note" in event:
        with open(path, "a") as file:
            file.write(event["note"] + "\n")
    with open(path) as file:
        return {"notes": file.read().splitlines()}
