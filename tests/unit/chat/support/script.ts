import type { ScriptedServer, Step } from "./server";
import { ok } from "./server";

/** Returns the received calls as path and body. */
export function callsOf(server: ScriptedServer): [path: string, body: unknown][] {
  return server.received.map(({ path, body }) => [path.slice("/v4/".length), body]);
}

/** A step whose answer the function computes from the request's body. */
export function answering<B>(answer: (body: B) => object): Step {
  return (response, { body }) => {
    response.end(JSON.stringify({ ...ok, ...answer(body as B) }));
  };
}

export function users(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `u${index}`);
}
