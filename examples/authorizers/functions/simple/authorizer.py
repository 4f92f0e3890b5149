"""A Lambda authorizer of an HTTP API in the simple response format: yes or no."""


def handler(event, context):
    token = event["identitySource"][0]
    return {"isAuthorized": token == "open-sesame", "context": {"door": "cave"}}
