import assert from "node:assert/strict";
import { chatErrorOf, useBench } from "./support/client";
import { callsOf, users } from "./support/script";
import { fail, ok, type ScriptedServer, type Step } from "./support/server";

/** Knows all users except `u1`, and refuses a whole call with an invalid id. */
const checking: Step = (response, { body }) => {
  const { CheckItem } = body as { CheckItem: { UserID: string }[] };
  const ResultItem = CheckItem.map(({ UserID }) => ({
    UserID,
    ResultCode: 0,
    AccountStatus: UserID === "u1" ? "NotImported" : "Imported",
  }));
  const isBad = CheckItem.some(({ UserID }) => UserID.startsWith("bad"));
  response.end(JSON.stringify(isBad ? fail(70402) : { ...ok, ResultItem }));
};

/** Returns the nick of all users except `u1`. */
const reading: Step = (response, { body }) => {
  const { To_Account } = body as { To_Account: string[] };
  const UserProfileItem = To_Account.map((userId) =>
    userId === "u1"
      ? { To_Account: userId, ResultCode: 40003, ResultInfo: "no such account" }
      : { To_Account: userId, ResultCode: 0, ProfileItem: [{ Tag: "Tag_Profile_IM_Nick", Value: `I am ${userId}` }] },
  );
  response.end(JSON.stringify({ ...ok, UserProfileItem }));
};

const sizes = (server: ScriptedServer, field: string): number[] =>
  callsOf(server).map(([, body]) => (body as Record<string, unknown[]>)[field]?.length ?? 0);

describe("simultaneous calls for single users", () => {
  const bench = useBench();

  it("are checked in calls of at most 100, without duplicates", async () => {
    const { client, server } = await bench.start([checking]);
    const requestedIds = [...users(120), "u0", "u1"];
    const imported = await Promise.all(requestedIds.map((userId) => client.accounts.isImported(userId)));
    assert.deepEqual(
      requestedIds.filter((_, index) => !imported[index]),
      ["u1", "u1"],
    );
    assert.deepEqual(
      sizes(server, "CheckItem").sort((a, b) => b - a),
      [100, 22],
    );
  });

  it("do not fail because of another user whom the service refuses", async () => {
    const { client } = await bench.start([checking]);
    const [good, bad] = [client.accounts.isImported("u0"), chatErrorOf(client.accounts.isImported("bad"))];
    assert.equal(await good, true);
    assert.equal((await bad).code, 70402);
  });

  it("are an error if the answer omits a user", async () => {
    const { client } = await bench.start([{ ...ok, ResultItem: [] }]);
    const { message } = await chatErrorOf(client.accounts.isImported("u0", { deadline: Date.now() + 500 }));
    assert.match(message, /account_check/);
  });

  it("read their profiles in calls of at most 100", async () => {
    const { client, server } = await bench.start([reading]);
    const found = await Promise.all(users(120).map((userId) => client.profiles.find(userId)));
    assert.deepEqual([found[0]?.nick, found[1], found[119]?.nick], ["I am u0", undefined, "I am u119"]);
    assert.deepEqual(
      sizes(server, "To_Account").sort((a, b) => b - a),
      [100, 20],
    );
  });
});
