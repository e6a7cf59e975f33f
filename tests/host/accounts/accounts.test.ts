import assert from "node:assert/strict";
import { ChildHost } from "../groupChildren/childHost";
import { failureOf, ownedBy, type ResourceState } from "../support/groups";

const everything = {
  nick: "Alice",
  faceUrl: "https://x.example/a.png",
  gender: "Female",
  birthday: "1999-12-31",
  location: "Oslo",
  selfSignature: "Hi",
  allowType: "DenyAny",
  language: 1,
  level: 2,
  role: 4294967295,
  adminForbidType: "SendOut",
} as const;

const tag = (name: string) => `Tag_Profile_IM_${name}`;

const wire = {
  [tag("Nick")]: "Alice",
  [tag("Image")]: "https://x.example/a.png",
  [tag("Gender")]: "Gender_Type_Female",
  [tag("BirthDay")]: 19991231,
  [tag("Location")]: "Oslo",
  [tag("SelfSignature")]: "Hi",
  [tag("AllowType")]: "AllowType_Type_DenyAny",
  [tag("Language")]: 1,
  [tag("Level")]: 2,
  [tag("Role")]: 4294967295,
  [tag("AdminForbidType")]: "AdminForbid_Type_SendOut",
};

describe("an account", () => {
  let bench: ChildHost;
  let serial = 0;

  before(async () => {
    bench = await ChildHost.start("Account");
  });
  after(() => bench.stop());
  afterEach(() => {
    bench.emulator.faults.clear();
    bench.emulator.journal.clear();
  });

  function newId(): string {
    serial += 1;
    return `user-${serial}`;
  }

  function made(args: object = {}): Promise<ResourceState> {
    return bench.create({ userId: newId(), ...args });
  }

  /** Creates an account that existed before the resource. */
  function existingAccount(tags: Readonly<Record<string, string | number>> = {}): string {
    const userId = newId();
    bench.app.importAccounts(userId);
    bench.app.editAccount(userId, tags);
    return userId;
  }

  function partlyCreated(
    state: Pick<ResourceState, "inputs">,
    failure: Awaited<ReturnType<typeof failureOf>>,
  ): ResourceState {
    const { __provider: _, ...outputs } = failure.partialFailure?.properties ?? {};
    return { id: String(failure.partialFailure?.id), inputs: state.inputs, outputs };
  }

  it("is imported with its whole profile, changed, cleared and deleted", async () => {
    const state = await made(everything);
    assert.deepEqual(bench.app.account(state.id)?.profile, wire);
    assert.equal(state.outputs["existedBefore"], undefined);
    const renamed = await bench.update(state, { nick: "Alicia", birthday: "2000-02-29" });
    assert.deepEqual(bench.app.account(state.id)?.profile, {
      ...wire,
      [tag("Nick")]: "Alicia",
      [tag("BirthDay")]: 20000229,
    });
    const cleared = await bench.update(
      renamed,
      Object.fromEntries(Object.keys(everything).map((field) => [field, undefined])),
    );
    assert.deepEqual(bench.app.account(state.id)?.profile, {
      [tag("Nick")]: "",
      [tag("Image")]: "",
      [tag("Gender")]: "Gender_Type_Unknown",
      [tag("BirthDay")]: 0,
      [tag("Location")]: "",
      [tag("SelfSignature")]: "",
      [tag("AllowType")]: "AllowType_Type_DenyAny",
      [tag("Language")]: 0,
      [tag("Level")]: 0,
      [tag("Role")]: 0,
      [tag("AdminForbidType")]: "AdminForbid_Type_None",
    });
    await bench.delete(cleared);
    assert.equal(bench.app.account(state.id), undefined);
  });

  for (const [field, name, value, shown] of [
    ["nick", "Nick", "Mallory", "Mallory"],
    ["faceUrl", "Image", "x", "x"],
    ["gender", "Gender", "Gender_Type_Male", "Male"],
    ["birthday", "BirthDay", 20010101, "2001-01-01"],
    ["location", "Location", "x", "x"],
    ["selfSignature", "SelfSignature", undefined, ""],
    ["allowType", "AllowType", "AllowType_Type_AllowAny", "AllowAny"],
    ["language", "Language", 9, 9],
    ["level", "Level", 9, 9],
    ["role", "Role", undefined, 0],
    ["adminForbidType", "AdminForbidType", undefined, "None"],
  ] as const) {
    it(`shows drift of its ${field}, and an up corrects it`, async () => {
      const state = await made(everything);
      bench.app.editAccount(state.id, { [tag(name)]: value });
      const drifted = await bench.refresh(state);
      assert.equal(drifted?.inputs[field], shown);
      assert.equal(drifted?.outputs[field], shown);
      await bench.update(drifted as ResourceState, { [field]: everything[field] });
      assert.deepEqual(bench.app.account(state.id)?.profile, wire);
    });
  }

  it("is read only in its declared fields", async () => {
    const state = await made({ nick: "Alice" });
    bench.app.editAccount(state.id, { [tag("Location")]: "Oslo" });
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
  });

  it("of another user with other values is refused, and left unchanged", async () => {
    const userId = existingAccount({ [tag("Nick")]: "A person", [tag("Gender")]: "Gender_Type_Male" });
    const { message, partialFailure } = await failureOf(bench.create({ userId, nick: "Alice", gender: "Female" }));
    assert.match(
      message,
      /Refused to adopt the account user-\d+ .*another nick, gender, and may belong to someone else/,
    );
    assert.equal(partialFailure, undefined);
    assert.equal(bench.app.account(userId)?.nick, "A person");
    const never = await failureOf(bench.create({ userId, adopt: "never" }));
    assert.match(never.message, /exists already, and adopt is "never"/);
  });

  it("that existed before is adopted if nothing is overwritten, and is never deleted", async () => {
    const userId = existingAccount({ [tag("Nick")]: "Alice" });
    const kept = await bench.create({ userId, nick: "Alice", location: "Oslo" });
    assert.equal(kept.outputs["existedBefore"], true);
    await bench.says(new RegExp(`account ${userId} .* exists already: it is adopted, and kept`));
    const refreshed = await bench.refresh(kept);
    assert.deepEqual(refreshed?.outputs, kept.outputs);
    await bench.delete(kept);
    assert.equal(bench.app.account(userId)?.profile[tag("Location")], "Oslo");
    await bench.says(new RegExp(`account ${userId} .* is kept: it existed before`));
  });

  it("that existed before is not overwritten by a later program either", async () => {
    const userId = existingAccount({ [tag("Nick")]: "A person", [tag("Location")]: "Oslo" });
    const kept = await bench.create({ userId, location: "Oslo" });
    const { message } = await failureOf(bench.update(kept, { nick: "Alice" }));
    assert.match(message, /Refused to adopt .*another nick/);
    const moved = await bench.update(kept, { location: "Bergen" });
    assert.equal(moved.outputs["existedBefore"], true);
    assert.equal(bench.app.account(userId)?.nick, "A person");
  });

  it("that existed before is overwritten and deleted with adopt always", async () => {
    const userId = existingAccount({ [tag("Nick")]: "A person" });
    const state = await bench.create({ userId, nick: "Alice", adopt: "always" });
    assert.equal(bench.app.account(userId)?.nick, "Alice");
    await bench.delete(state);
    assert.equal(bench.app.account(userId), undefined);
  });

  it("is kept with a warning if the plan does not allow its deletion, or fails if deletion is required", async () => {
    const refuses = { api: "account_delete", times: 2, fault: { kind: "errorCode", code: 71000 } } as const;
    const state = await made();
    bench.emulator.faults.add(refuses);
    await bench.delete(state);
    await bench.says(new RegExp(`warning: The account ${state.id} .* is kept.*71000`));
    const required = await made({ requireDelete: true });
    const { message } = await failureOf(bench.delete(required));
    assert.match(message, /71000.*Since requireDelete is true, it stays in the state/);
  });

  it("is also kept with a warning if that code comes for the account and not for the call", async () => {
    const state = await made();
    const item = { UserID: state.id, ResultCode: 71000, ResultInfo: "not in your plan" };
    const body = JSON.stringify({ ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "", ResultItem: [item] });
    bench.emulator.faults.add({ api: "account_delete", fault: { kind: "body", body, when: "before" } });
    await bench.delete(state);
    await bench.says(new RegExp(`warning: The account ${state.id} .* is kept.*71000`));
  });

  it("that is already gone is no error, found before the call or after it (70107)", async () => {
    const state = await made();
    bench.app.removeAccount(state.id);
    assert.equal(await bench.refresh(state), undefined);
    await bench.delete(state);
    await bench.says(new RegExp(`account ${state.id} .* is already gone: nothing to delete`));
    const raced = await made();
    bench.emulator.faults.add({ api: "account_delete", fault: { kind: "reset", when: "after" } });
    await bench.delete(raced);
    await bench.says(new RegExp(`account ${raced.id} .* is already gone \\(70107\\)`));
  });

  it("that was deleted outside Pulumi is created again by an update", async () => {
    const state = await made({ nick: "Alice" });
    bench.app.removeAccount(state.id);
    await bench.update(state, { location: "Oslo" });
    assert.deepEqual(bench.app.account(state.id)?.profile, { [tag("Nick")]: "Alice", [tag("Location")]: "Oslo" });
  });

  it("is created although the answer of the import is lost", async () => {
    bench.emulator.faults.add({ api: "account_import", fault: { kind: "reset", when: "after" } });
    const state = await made({ nick: "Alice" });
    assert.equal(state.outputs["existedBefore"], undefined);
    await bench.delete(state);
    assert.equal(bench.app.account(state.id), undefined);
  });

  it("stays in the state as this stack's if the outcome of its creation is unknown", async () => {
    const lost = { kind: "http", status: 404, when: "after" } as const;
    bench.emulator.faults.add({ api: "account_import", fault: lost });
    bench.emulator.faults.add({ api: "account_check", skip: 1, times: 9, fault: { ...lost, when: "before" } });
    const args = { userId: newId(), nick: "Alice", ...ownedBy("part") };
    const failure = await failureOf(bench.create(args));
    assert.match(failure.message, /Could not finish the account .*It stays in the state/s);
    bench.emulator.faults.clear();
    const state = await bench.update(partlyCreated({ inputs: args }, failure), {});
    assert.equal(state.outputs["existedBefore"], undefined);
    await bench.delete(state);
    assert.equal(bench.app.account(state.id), undefined);
  });

  it("that was definitely not created leaves nothing in the state", async () => {
    bench.emulator.faults.add({ api: "account_import", fault: { kind: "errorCode", code: 70398 } });
    const { message, partialFailure } = await failureOf(made());
    assert.match(message, /Could not create the account user-\d+ .*70398/);
    assert.equal(partialFailure, undefined);
  });

  it("whose profile could not be written stays in the state, and removed fields are remembered", async () => {
    bench.emulator.faults.add({ api: "portrait_set", fault: { kind: "errorCode", code: 40005 } });
    const args = { userId: newId(), location: "Oslo", ...ownedBy("part") };
    const failure = await failureOf(bench.create(args));
    const state = await bench.update(partlyCreated({ inputs: args }, failure), {});
    assert.equal(bench.app.account(state.id)?.profile[tag("Location")], "Oslo");
    bench.emulator.faults.add({ api: "portrait_set", fault: { kind: "errorCode", code: 40005 } });
    const again = await failureOf(bench.update(state, { location: undefined }));
    const { location: _, ...inputs } = state.inputs;
    const half = partlyCreated({ inputs }, again);
    assert.equal(half.outputs["location"], "Oslo");
    await bench.update(half, {});
    assert.equal(bench.app.account(state.id)?.profile[tag("Location")], "");
  });

  it("is one of 150 that are read in few calls", async () => {
    const many = await Promise.all(Array.from({ length: 150 }, () => made({ nick: "Alice" })));
    bench.emulator.journal.clear();
    await Promise.all(many.map((state) => bench.refresh(state)));
    for (const api of ["account_check", "portrait_get"]) {
      assert.ok(bench.calls(api) <= 30, `${bench.calls(api)} calls of ${api}`);
    }
  });

  it("of another app is refused without a call", async () => {
    const state = await made();
    bench.emulator.journal.clear();
    const other = { ...state, outputs: { ...state.outputs, sdkAppId: 1400000009 } };
    const works = [() => bench.refresh(other), () => bench.update(other, { nick: "x" }), () => bench.delete(other)];
    for (const work of works) {
      assert.match((await failureOf(work())).message, /^Refused to .* account .*SDKAppID 1400000009/);
    }
    assert.deepEqual(bench.emulator.journal.entries(), []);
  });
});
