// The bare handler: the same function behind Node's own HTTP server, with the least event it can do with.
const { createServer } = require("node:http");
const { handler } = require("./index.js");

createServer(async (request, response) => {
  const path = request.url.split("?")[0];
  const result = await handler({ path, pathParameters: { proxy: path.slice(3) } });
  response.writeHead(result.statusCode, result.headers).end(result.body);
}).listen(Number(process.argv[2]), "127.0.0.1");
