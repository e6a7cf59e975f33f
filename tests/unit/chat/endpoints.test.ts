import assert from "node:assert/strict";
import { endpointFor, endpoints } from "../../../chat";
import { NOT_EMULATED } from "../../../emulator/api/catalogue";
import { ENDPOINTS } from "../../../emulator/api/registry";

/** The name patterns of read-only APIs. */
const READS =
  /^(get_|account_check$|check_|group_msg_get_|admin_getroammsg|query|portrait_get|im_get_|friend_(check|get)|group_get|black_list_(get|check)|search_|GetIPList|getnospeaking|getappinfo)/;

describe("the table of endpoints", () => {
  it("has every API of the service's list, as does the emulator", () => {
    const all = [...ENDPOINTS.map(({ path }) => path), ...NOT_EMULATED];
    assert.deepEqual(
      all.filter((path) => !endpoints.has(path)),
      [],
    );
    for (const path of endpoints.keys()) assert.match(path, /^\w+\/\w+$/);
  });

  it("marks reading APIs as reads that are safe to repeat, and all others as writes", () => {
    for (const [path, { api, kind, repeat }] of endpoints) {
      assert.equal(kind, READS.test(api) ? "read" : "write", path);
      if (kind === "read") assert.equal(repeat, "safe", path);
    }
  });

  it("never repeats sending or counting", () => {
    for (const [path, { api, repeat }] of endpoints) {
      if (/send|push|update_group_counter|create_(group|topic)|destroy/.test(api) && api !== "forbid_send_msg")
        assert.equal(repeat, "unsafe", path);
    }
  });

  it("has the limits that differ from 200 calls per second", () => {
    const others = [...endpoints.values()].filter(({ callsPerSecond }) => callsPerSecond !== 200);
    assert.deepEqual(Object.fromEntries(others.map(({ api, callsPerSecond }) => [api, callsPerSecond])), {
      get_appid_group_list: 1,
      multiaccount_import: 100,
      account_delete: 100,
      account_check: 100,
      get_history: 10,
      send_broadcast_msg: 1,
      im_push: 1,
    });
  });

  it("shares one limit per group between all attribute writes", () => {
    const shared = [...endpoints.values()].filter(({ perGroup }) => perGroup !== undefined);
    assert.deepEqual(shared.map(({ api }) => api).sort(), [
      "clear_group_attr",
      "delete_group_attr",
      "modify_group_attr",
      "set_group_attr",
    ]);
    assert.equal(new Set(shared.map(({ perGroup }) => perGroup)).size, 1);
    assert.equal(shared[0]?.perGroup?.callsPerSecond, 5);
  });

  it("treats an unknown path as an unsafe write", () => {
    const { kind, repeat, callsPerSecond } = endpointFor("new_svc/new_api");
    assert.deepEqual([kind, repeat, callsPerSecond], ["write", "unsafe", 200]);
  });
});
