exports.handler = async (event) => ({
  statusCode: 200,
  body: JSON.stringify({ shop: process.env.SHOP, id: event.pathParameters?.id ?? "none" }),
});
