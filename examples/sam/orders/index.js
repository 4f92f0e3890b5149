// Answers with the caller that the authorizer let in.
exports.handler = async (event) => ({
  statusCode: event.httpMethod === "POST" ? 201 : 200,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({
    path: event.path,
    table: process.env.TABLE,
    customer: event.requestContext.authorizer?.claims?.email,
  }) + "\n",
});
