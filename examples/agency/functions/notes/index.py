"""Writes what it is sent into a bucket, with the keys of the function's agency."""

import base64
import email.utils
import hashlib
import hmac
import os
import urllib.error
import urllib.request


def handler(event, context):
    return {"status": put(context, context.getUserData("BUCKET"), event["name"], event["text"])}


def put(context, bucket, key, text):
    date = email.utils.formatdate(usegmt=True)
    token = context.getSecurityToken()
    signed = f"PUT\n\ntext/plain\n{date}\nx-obs-security-token:{token}\n/{bucket}/{key}"
    secret = context.getSecuritySecretKey().encode()
    signature = base64.b64encode(hmac.new(secret, signed.encode(), hashlib.sha1).digest()).decode()
    request = urllib.request.Request(
        f"{os.environ['PLANFORM_BUCKETS']}/{bucket}/{key}",
        data=text.encode(),
        method="PUT",
        headers={
            "Authorization": f"OBS {context.getSecurityAccessKey()}:{signature}",
            "Content-Type": "text/plain",
            "Date": date,
            "x-obs-security-token": token,
        },
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code
