import assert from "node:assert/strict";
import { ChatClient, type ChatClientOptions, ChatError } from "../../../../chat";
import { type ScriptedServer, type Step, startServer } from "./server";

export const SECRET = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

export interface Bench {
  /** Creates a server that follows the steps and a client for it. Both are closed after the test. */
  start(
    steps: readonly Step[],
    options?: Partial<ChatClientOptions>,
  ): Promise<{ client: ChatClient; server: ScriptedServer }>;
}

/** Call inside a describe. */
export function useBench(): Bench {
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });
  return {
    async start(steps, options = {}) {
      const server = await startServer(...steps);
      const client = new ChatClient({ sdkAppId: 1400000000, secretKey: SECRET, endpoint: server.url, ...options });
      undo.push(
        () => server.close(),
        () => client.close(),
      );
      return { client, server };
    },
  };
}

/** Returns the ChatError that a promise rejects with. */
export async function chatErrorOf(promise: Promise<unknown>): Promise<ChatError> {
  const error = await promise.then(
    () => assert.fail("it should have failed"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ChatError, `not a ChatError: ${String(error)}`);
  return error;
}
