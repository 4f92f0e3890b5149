"""A Lambda REQUEST authorizer: is shown the request, returns who it is and a policy."""

KEYS = {"acme": "rabbit", "looking-glass": "jabberwock"}


def handler(event, context):
    headers = {name.lower(): value for name, value in event["headers"].items()}
    tenant = headers["x-tenant"]
    key = event["queryStringParameters"]["key"]
    # arn:aws:execute-api:{region}:{account}:{api}/{stage}/{method}/{path}: the whole stage, because the policy is kept
    # and asked again for other methods.
    stage = "/".join(event["methodArn"].split("/")[:2])
    return {
        "principalId": tenant,
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{
                "Action": "execute-api:Invoke",
                "Effect": "Allow" if KEYS.get(tenant) == key else "Deny",
                "Resource": f"{stage}/*",
            }],
        },
        "context": {"tenant": tenant},
    }
