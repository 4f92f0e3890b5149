"""A Lambda TOKEN authorizer: partners come with a key of theirs."""

PARTNERS = {"key-of-acme": "acme"}


def handler(event, context):
    partner = PARTNERS.get(event["authorizationToken"])
    if partner is None:
        raise Exception("Unauthorized")  # Exactly this word makes it a 401.
    return {
        "principalId": partner,
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": event["methodArn"]}],
        },
    }
