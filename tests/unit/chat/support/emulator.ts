import assert from "node:assert/strict";
import { ChatClient } from "../../../../chat";
import { type Emulator, startEmulator } from "../../../../emulator";

export interface Emulated {
  readonly emulator: Emulator;
  readonly client: ChatClient;
}

/** Creates an emulator and a client for each test. Call it inside a describe. */
export function useEmulator(): Emulated {
  let current: Emulated | undefined;
  const now = (): Emulated => current ?? assert.fail("the emulator runs within a test only");
  beforeEach(async () => {
    const emulator = await startEmulator({ port: 0 });
    const [app] = emulator.apps;
    assert.ok(app);
    const { sdkAppId, secretKey } = app;
    const client = new ChatClient({ sdkAppId, secretKey, endpoint: emulator.url, deadlineMs: 10_000 });
    current = { emulator, client };
  });
  afterEach(async () => {
    now().client.close();
    await now().emulator.close();
  });
  return {
    get emulator() {
      return now().emulator;
    },
    get client() {
      return now().client;
    },
  };
}
