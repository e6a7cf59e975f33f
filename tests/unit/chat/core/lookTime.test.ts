import assert from "node:assert/strict";
import { ChatClient } from "../../../../chat";
import { SECRET } from "../support/client";
import { ManualClock } from "../support/clocks";

/** How long a call to this path waits for its answer with the given time left. */
async function patience(path: string, msLeft: number): Promise<number | undefined> {
  const clock = new ManualClock();
  let waits: number | undefined;
  const client = new ChatClient({
    sdkAppId: 1400000000,
    secretKey: SECRET,
    clock,
    transport: {
      request: ({ timeoutMs }) => {
        waits = timeoutMs;
        return Promise.resolve({ status: 200, body: '{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}' });
      },
    },
  });
  await client.call(path, {}, { deadline: clock.now() + msLeft });
  client.close();
  return waits;
}

describe("the time reserved for a read back after an unsafe write", () => {
  for (const api of ["create_group", "destroy_group"]) {
    it(`is part of the time left before the deadline if ${api} gets no answer`, async () => {
      assert.equal(await patience(`group_open_http_svc/${api}`, 6000), 4000);
      assert.equal(await patience(`group_open_http_svc/${api}`, 60_000), 10_000);
    });
  }

  for (const api of ["modify_group_base_info", "get_group_info"]) {
    it(`is not reserved for ${api}, which is simply retried`, async () => {
      assert.equal(await patience(`group_open_http_svc/${api}`, 6000), 6000);
    });
  }
});
