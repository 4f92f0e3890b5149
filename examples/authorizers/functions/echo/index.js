// A backend of a REST API: answers with what it was told about the caller.
exports.handler = async (event) => ({
  statusCode: 200,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(event.requestContext.authorizer) + "\n",
});
