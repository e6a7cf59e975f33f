import assert from "node:assert/strict";
import { chatErrorOf, useBench } from "./support/client";
import { ok, type Step } from "./support/server";

const users = (count: number): string[] => Array.from({ length: count }, (_, index) => `u${index}`);

describe("accounts", () => {
  const bench = useBench();

  it("are imported one by one", async () => {
    const { client, server } = await bench.start([ok]);
    await client.accounts.import({ userId: "alice", nick: "Alice" });
    assert.equal(server.received[0]?.path, "/v4/im_open_login_svc/account_import");
    assert.deepEqual(server.received[0]?.body, { UserID: "alice", Nick: "Alice" });
  });

  it("are imported by the hundred, and those that failed are named", async () => {
    const { client, server } = await bench.start([
      { ...ok, FailAccounts: ["u7"] },
      ok,
      { ...ok, FailAccounts: ["u201"] },
    ]);
    const result = await client.accounts.importMany(users(202).map((userId) => ({ userId })));
    assert.deepEqual(result, { failed: ["u7", "u201"] });
    assert.deepEqual(
      server.received.map(({ body }) => (body as { AccountList: object[] }).AccountList.length),
      [100, 100, 2],
    );
  });

  it("are checked by the hundred", async () => {
    const check: Step = (response, { body }) => {
      const { CheckItem } = body as { CheckItem: { UserID: string }[] };
      const ResultItem = CheckItem.map(({ UserID }) => ({
        UserID,
        ResultCode: 0,
        ResultInfo: "",
        AccountStatus: UserID === "u1" ? "Imported" : "NotImported",
      }));
      response.end(JSON.stringify({ ...ok, ResultItem }));
    };
    const { client, server } = await bench.start([check]);
    const result = await client.accounts.check([...users(101), "__proto__"]);
    assert.equal(Object.keys(result).length, 102);
    assert.deepEqual(
      Object.keys(result).filter((userId) => result[userId]),
      ["u1"],
    );
    assert.equal(server.received.length, 2);
  });

  it("that can't be checked are an error, not a no", async () => {
    const { client } = await bench.start([
      { ...ok, ResultItem: [{ UserID: "a", ResultCode: 70402, ResultInfo: "bad" }] },
    ]);
    const error = await chatErrorOf(client.accounts.check(["a"]));
    assert.equal(error.code, 70402);
  });
});
