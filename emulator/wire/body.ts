import type { IncomingMessage } from "node:http";

/**
 * Reads the body; undefined if it is longer than `limit`. The excess is read and dropped, so that the client gets its answer.
 * By events: iterating over the request costs a tenth of the whole call.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limit) chunks.push(chunk);
    });
    request.once("end", () => {
      const [first] = chunks;
      const whole = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
      resolve(bytes <= limit ? whole : undefined);
    });
    request.once("error", reject);
    request.once("close", () => reject(new Error("the client has disconnected")));
  });
}
