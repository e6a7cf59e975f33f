/** A server of Node alone that reads a body and answers: what the machine can do at most. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

const server = createServer(async (request, response) => {
  await json(request);
  response
    .writeHead(200, { "Content-Type": "application/json" })
    .end('{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}');
});
server.listen(0, "127.0.0.1", () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on("disconnect", () => process.exit());
