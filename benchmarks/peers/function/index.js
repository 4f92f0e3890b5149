// The handler both are measured with: it answers at once with what it was told.
exports.handler = async (event) => ({
  statusCode: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ path: event.path ?? event.rawPath, id: event.pathParameters?.proxy }),
});
