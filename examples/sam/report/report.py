"""Sales for the partner that the authorizer let in."""

import json


def handler(event, context):
    partner = event["requestContext"]["authorizer"]["principalId"]
    return {"statusCode": 200, "body": json.dumps({"partner": partner, "sales": 3}) + "\n"}
