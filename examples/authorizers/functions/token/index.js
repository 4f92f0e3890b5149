// A Lambda TOKEN authorizer: is shown one header, returns who it is and a policy.

const POLICIES = {
  "alice": [allow("*")],
  "reader": [allow("GET/*")],
  "banned": [allow("*"), { Action: "execute-api:Invoke", Effect: "Deny", Resource: "*" }],
};

exports.handler = async (event) => {
  const name = event.authorizationToken.slice("Bearer ".length);
  if (!Object.hasOwn(POLICIES, name)) {
    throw new Error("Unauthorized"); // Exactly this word makes it a 401.
  }
  // arn:aws:execute-api:{region}:{account}:{api}/{stage}/{method}/{path}
  const stage = event.methodArn.split("/").slice(0, 2).join("/");
  return {
    principalId: name,
    policyDocument: {
      Version: "2012-10-17",
      Statement: POLICIES[name].map((statement) => ({
        ...statement,
        Resource: statement.Resource === "*" ? "*" : `${stage}/${statement.Resource}`,
      })),
    },
    context: { tenant: "acme", level: 7 },
  };
};

function allow(resource) {
  return { Action: "execute-api:Invoke", Effect: "Allow", Resource: resource };
}
