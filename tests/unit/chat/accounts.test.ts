import assert from "node:assert/strict";
import { chatErrorOf, useBench } from "./support/client";
import { users } from "./support/script";
import { fail, ok, type Step } from "./support/server";

describe("accounts", () => {
  const bench = useBench();

  it("are imported one by one", async () => {
    const { client, server } = await bench.start([ok]);
    await client.accounts.import({ userId: "alice", nick: "Alice" });
    assert.equal(server.received[0]?.path, "/v4/im_open_login_svc/account_import");
    assert.deepEqual(server.received[0]?.body, { UserID: "alice", Nick: "Alice" });
  });

  it("are imported 100 per call, with the failed ones returned", async () => {
    const { client, server } = await bench.start([
      { ...ok, FailAccounts: ["u7"] },
      { ...ok, FailAccounts: [] },
      { ...ok, FailAccounts: ["u201"] },
    ]);
    const result = await client.accounts.importMany(users(202).map((userId) => ({ userId })));
    assert.deepEqual(result, { failed: ["u7", "u201"] });
    assert.deepEqual(
      server.received.map(({ body }) => (body as { AccountList: object[] }).AccountList.length),
      [100, 100, 2],
    );
  });

  it("are checked 100 per call", async () => {
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

  it("that can't be checked are an error, not a negative answer", async () => {
    const { client } = await bench.start([
      { ...ok, ResultItem: [{ UserID: "a", ResultCode: 70402, ResultInfo: "bad" }] },
    ]);
    const error = await chatErrorOf(client.accounts.check(["a"]));
    assert.equal(error.code, 70402);
  });

  it("are deleted 100 per call, with an outcome for each", async () => {
    const deleted: Step = (response, { body }) => {
      const { DeleteItem } = body as { DeleteItem: { UserID: string }[] };
      const ResultItem = DeleteItem.map(({ UserID }, index) => ({
        UserID,
        ResultCode: [0, 70107, 70500][index] ?? 0,
        ResultInfo: "words",
      }));
      response.end(JSON.stringify({ ...ok, ResultItem }));
    };
    const { client, server } = await bench.start([deleted]);
    const outcomes = await client.accounts.delete(users(101));
    assert.deepEqual(outcomes.slice(0, 3), [
      { userId: "u0", outcome: "deleted" },
      { userId: "u1", outcome: "alreadyGone" },
      { userId: "u2", outcome: "failed", code: 70500, info: "words" },
    ]);
    assert.deepEqual([outcomes.length, server.received.length], [101, 2]);
  });

  it("can't be deleted on a paid plan", async () => {
    const { client } = await bench.start([fail(71000)]);
    assert.equal((await chatErrorOf(client.accounts.delete(["a"]))).errorClass, "plan");
  });
});
