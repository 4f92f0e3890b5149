"""A backend of an HTTP API: answers with what it was told about the caller."""

import json


def handler(event, context):
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(event["requestContext"]["authorizer"]) + "\n",
    }
