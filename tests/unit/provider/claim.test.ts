import assert from "node:assert/strict";
import { type AppHandle, type Emulator, startEmulator } from "../../../emulator";
import type { OperationContext } from "../../../provider/handler";
import { operationContext } from "../../../provider/operationContext";
import { deriveGroupId } from "../../../provider/ownership/derivedId";
import { markKey, writeMark } from "../../../provider/ownership/mark";
import { noProgram } from "../../../provider/program/programView";
import { readSettings } from "../../../provider/settings";
import { claimOf, type SweepTarget } from "../../../provider/sweep/claim";
import { identity, otherIdentity } from "./support/plan";

const stack = "acme/chat/dev";
const owner = { identity, stack, name: "room" };
const foreignOwner = { ...owner, identity: otherIdentity };
const expires = 4_000_000_000;
const derivedId = (isEphemeral: boolean) =>
  deriveGroupId({ identity, stack: "dev", name: "room", type: "Public", supportTopic: false, isEphemeral });

describe("what a sweep claims", () => {
  let emulator: Emulator;
  let app: AppHandle;
  let secretKey: string;
  let operation: OperationContext;

  before(async () => {
    const apps = [
      { sdkAppId: 1400000001, secretKey: "k".repeat(64), admins: ["administrator"], customFieldKeys: ["theirs"] },
    ];
    emulator = await startEmulator({ rateLimit: false, apps });
    const environment = emulator.env();
    secretKey = String(environment["TENCENT_CHAT_SECRET_KEY"]);
    const settings = readSettings(
      () => undefined,
      (variable) => environment[variable],
    );
    const log = { debug: () => {}, info: () => {}, warn: () => {} };
    operation = operationContext(settings, { log, startBy: new AbortController().signal, program: noProgram });
  });
  beforeEach(() => {
    emulator.reset();
    app = emulator.app();
    app.importAccounts("alice");
  });
  after(async () => {
    operation.client.close();
    await emulator.close();
  });

  const create = (groupId = "room", ownerAccount = "") =>
    app.create({ groupId, type: "Public", name: "Room", ownerAccount }).createTime;
  const mark = (by: typeof owner, createTime: number, until?: number, key = secretKey) =>
    writeMark({ owner: by, expires: until }, { sdkAppId: app.sdkAppId, groupId: "room", secretKey: key, createTime });
  const field = (by: typeof owner) =>
    writeMark(
      { owner: by, expires: undefined },
      { sdkAppId: app.sdkAppId, groupId: "room", secretKey, createTime: undefined },
    );
  const setMark = (value: string) => app.setAttributes("room", { [markKey]: value, theme: "dark" });

  const byIdentity: SweepTarget = { identity };
  const byName: SweepTarget = { stack };

  for (const [title, prepare, expected, named] of [
    ["has no mark", () => {}, "foreign", "foreign"],
    ["has a valid mark of the identity", (time) => setMark(mark(owner, time)), "owned lasting", "owned lasting"],
    ["says that it is ephemeral", (time) => setMark(mark(owner, time, expires)), "owned ephemeral", "owned ephemeral"],
    ["has a valid mark of another program", (time) => setMark(mark(foreignOwner, time)), "foreign", "owned lasting"],
    ["has a mark left over from an earlier group", (time) => setMark(mark(owner, time - 1)), "unproven", "unproven"],
    [
      "has a mark signed with another key",
      (time) => setMark(mark(owner, time, undefined, "x".repeat(64))),
      "unproven",
      "unproven",
    ],
    ["has a mark of another version", () => setMark('{"v":3,"i":"x","h":"y"}'), "foreign", "foreign"],
    [
      "has one of our marks, and a mark of another program in a custom field",
      (time) => {
        setMark(mark(owner, time));
        app.edit("room", { customFields: { theirs: field(foreignOwner) } });
      },
      // A valid mark decides first. A sweep reads the custom fields of others only without one.
      "owned lasting",
      "owned lasting",
    ],
    [
      "has only a mark of another program, in a custom field",
      () => void app.edit("room", { customFields: { theirs: field(foreignOwner) } }),
      "foreign",
      "owned lasting",
    ],
  ] as const satisfies readonly (readonly [string, (createTime: number) => void, string, string])[]) {
    it(`of a group that ${title} is ${expected} by identity, and ${named} by name`, async () => {
      prepare(create());
      assert.equal(words(await claimOf("room", byIdentity, operation)), expected);
      assert.equal(words(await claimOf("room", byName, operation)), named);
    });
  }

  it("includes the identity and the stack that an unverified mark names, so that the user can continue with them", async () => {
    setMark(mark(owner, create() - 1));
    const claim = await claimOf("room", byName, operation);
    assert.ok(claim.status === "unproven");
    assert.deepEqual([claim.identity, claim.stack], [identity, stack]);
  });

  for (const [title, target, expected] of [
    ["expired groups", { expired: true }, "foreign"],
    ["groups of the stack that are older than an hour", { stack, olderThan: 3600 }, "foreign"],
    ["groups of the stack that are older than a second", { stack, olderThan: 0 }, "owned ephemeral"],
    ["groups of stacks of this pattern", { stack: "acme/*/d*" }, "owned ephemeral"],
    ["groups of stacks of another pattern", { stack: "acme/*/p*" }, "foreign"],
    ["groups of a pattern that has no slash for its star", { stack: "*/x/dev" }, "foreign"],
    ["groups of the identity, in a stack of another name", { identity, stack: "acme/chat/prod" }, "foreign"],
    ["the group by its id alone", { groupIds: ["room"] }, "unproven"],
    ["the group by its id and identity", { groupIds: ["room"], identity }, "owned ephemeral"],
    ["the group by its id, and another identity", { groupIds: ["room"], identity: otherIdentity }, "unproven"],
    ["other groups by their ids", { groupIds: ["other"] }, "foreign"],
  ] as const satisfies readonly (readonly [string, SweepTarget, string])[]) {
    it(`of a group of an ephemeral stack is ${expected}, if the sweep is for ${title}`, async () => {
      setMark(mark(owner, create(), expires));
      assert.equal(words(await claimOf("room", target, operation)), expected);
    });
  }

  it("of an expired group is owned, if the sweep is for expired groups, in any stack", async () => {
    setMark(mark(owner, create(), 1_700_000_000));
    assert.equal(words(await claimOf("room", { expired: true }, operation)), "owned ephemeral");
  });

  for (const [title, prepare, expected] of [
    ["has no mark", () => {}, "owned lasting"],
    ["has an attribute of a client in the place of the mark", () => setMark("theirs"), "owned lasting"],
    ["has an unverified mark", (time) => setMark(mark(owner, time - 1)), "unproven"],
    ["has a mark of another version", () => setMark('{"v":3,"i":"x","h":"y"}'), "unproven"],
    ["has a valid mark", (time) => setMark(mark(foreignOwner, time)), "unproven"],
    [
      "has a mark in the custom field of another stack",
      () => void app.edit("room", { customFields: { theirs: field(foreignOwner) } }),
      "unproven",
    ],
  ] as const satisfies readonly (readonly [string, (createTime: number) => void, string])[]) {
    it(`of a group that ${title} is ${expected}, if the user named only its id`, async () => {
      prepare(create());
      assert.equal(words(await claimOf("room", { groupIds: ["room"] }, operation)), expected);
    });
  }

  for (const target of [byIdentity, byName, { expired: true }, { groupIds: ["room"], identity }] as SweepTarget[]) {
    it(`is never owned if the mark says persist: ${JSON.stringify(target)}`, async () => {
      const binding = { sdkAppId: app.sdkAppId, groupId: "room", secretKey, createTime: create() };
      setMark(writeMark({ owner, expires: 1_700_000_000, persist: true }, binding));
      assert.equal(words(await claimOf("room", target, operation)), "persistent");
    });
  }

  it("has the status gone if the group does not exist", async () => {
    assert.deepEqual(await claimOf("room", byIdentity, operation), { status: "gone" });
  });

  for (const [title, groupId, prepare, expected] of [
    [
      "an id that certifies an ephemeral group, unchanged since its creation",
      derivedId(true),
      () => {},
      "owned ephemeral",
    ],
    ["such an id, and a user who joined", derivedId(true), (id: string) => void app.join(id, "bob"), "unproven"],
    ["such an id, and a message from a user", derivedId(true), (id: string) => app.write(id), "unproven"],
    [
      "such an id, and a mark that cannot be read",
      derivedId(true),
      (id: string) => app.setAttributes(id, { [markKey]: '{"v":3,"h":"y"}' }),
      "foreign",
    ],
    ["a derived id of a group that was not declared as ephemeral", derivedId(false), () => {}, "unproven"],
    ["an id that only resembles one", `${derivedId(true).slice(0, -16)}abcdefghijklmnop`, () => {}, "foreign"],
  ] as const) {
    it(`of a group without a mark and with ${title} is ${expected}`, async () => {
      create(groupId);
      prepare(groupId);
      assert.equal(words(await claimOf(groupId, byIdentity, operation)), expected);
      assert.equal(words(await claimOf(groupId, { identity: otherIdentity }, operation)), "foreign");
      const isLike = expected === "foreign" && title.includes("cannot be read") ? "foreign" : "unproven";
      assert.equal(words(await claimOf(groupId, byName, operation)), isLike, "by name it is listed");
    });
  }

  it("of a group without a mark but with an owner is unproven, whatever its id certifies: it was created by someone who knew the id", async () => {
    create(derivedId(true), "alice");
    assert.equal(words(await claimOf(derivedId(true), byIdentity, operation)), "unproven");
  });

  it("of a group with another program's mark is foreign, whatever its id certifies", async () => {
    const groupId = derivedId(true);
    const createTime = create(groupId);
    const binding = { sdkAppId: app.sdkAppId, groupId, secretKey, createTime };
    app.setAttributes(groupId, { [markKey]: writeMark({ owner: foreignOwner, expires }, binding) });
    assert.deepEqual(await claimOf(groupId, byIdentity, operation), { status: "foreign" });
  });
});

function words(claim: Awaited<ReturnType<typeof claimOf>>): string {
  return claim.status === "owned" ? `owned ${claim.isEphemeral ? "ephemeral" : "lasting"}` : claim.status;
}
