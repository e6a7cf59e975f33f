import assert from "node:assert/strict";
import type { Fault } from "../../emulator";
import { failureOf, foreignOwner, GroupHost, ownedBy } from "./support/groups";

const chosen = (groupId: string) => ({ groupId, type: "Public", name: "Room" });
const derived = { type: "Public", name: "Room" };

describe("creating a group", () => {
  let bench: GroupHost;
  const made = () => bench.emulator.app().counts().created;

  beforeEach(async () => {
    bench = await GroupHost.start({ env: { TENCENT_CHAT_DEADLINE_SECONDS: "4" } });
  });
  afterEach(() => bench.stop());

  for (const [title, fault] of Object.entries({
    "a reset before the effect": { kind: "reset", when: "before" },
    "a reset after the effect": { kind: "reset", when: "after" },
    "a 502 page after the effect": { kind: "http", status: 502, when: "after" },
    "an internal error after the effect": { kind: "errorCode", code: 10002, effect: "before" },
    "a transient internal error": { kind: "errorCode", code: 10002 },
    "60008, a timeout of the service": { kind: "errorCode", code: 60008 },
  } satisfies Record<string, Fault>)) {
    for (const [kind, args] of [
      ["a chosen id", chosen("room")],
      ["a derived id", derived],
      ["adopt never", { ...derived, adopt: "never" }],
    ] as const) {
      it(`ends with exactly one group after ${title}, with ${kind}`, async () => {
        bench.emulator.faults.add({ api: "create_group", fault });
        const state = await bench.create(args);
        assert.equal(made(), 1);
        await bench.delete(state);
        assert.deepEqual(bench.emulator.app().groups(), []);
      });
    }
  }

  it("needs two calls and a share of a read, with a derived id", async () => {
    await bench.create(derived);
    assert.deepEqual(
      bench.emulator.journal.entries().map(({ api }) => api),
      ["create_group", "get_group_info", "modify_group_attr"],
    );
  });

  it("needs one more call with a chosen id, which may be in use", async () => {
    await bench.create(chosen("room"));
    assert.deepEqual(
      bench.emulator.journal.entries().map(({ api }) => api),
      ["get_group_info", "create_group", "get_group_info", "modify_group_attr"],
    );
  });

  it("is read with one call for many groups when they are refreshed together", async () => {
    const groups = await Promise.all(Array.from({ length: 100 }, (_, index) => bench.create(derived, `room-${index}`)));
    bench.emulator.journal.clear();
    await Promise.all(groups.map(({ id, outputs }) => bench.host.read(id, outputs)));
    // 2 calls if all of them come at the same moment.
    assert.ok(bench.emulator.journal.count({ api: "get_group_info" }) <= 10);
  });

  it("waits for an id that was disbanded a moment ago, and says so if it takes too long", async () => {
    await bench.stop();
    bench = await GroupHost.start({ emulator: { reuseDelayMs: 1000 }, env: { TENCENT_CHAT_DEADLINE_SECONDS: "10" } });
    const state = await bench.create(chosen("room"));
    await bench.delete(state);
    await bench.create(chosen("room"));
    await bench.stop();
    bench = await GroupHost.start({ emulator: { reuseDelayMs: 60_000 }, env: { TENCENT_CHAT_DEADLINE_SECONDS: "2" } });
    await bench.delete(await bench.create(chosen("room")));
    const { message } = await failureOf(bench.create(chosen("room")));
    assert.match(
      message,
      /But get_group_info finds no such group: the id of a recently disbanded group may not be free yet/,
    );
  });

  it("adopts nothing after an indeterminate answer if the group has a foreign mark", async () => {
    await bench.inRun("theirs").create({ ...chosen("room"), ...foreignOwner("room") });
    bench.emulator.faults.add({ api: "create_group", fault: { kind: "reset", when: "before" } });
    const { message } = await failureOf(bench.create(chosen("room")));
    assert.match(message, /belongs to resource room of stack acme\/chat\/prod/);
  });

  describe("when its answer is lost and no call succeeds before the deadline", () => {
    const room = chosen("room");

    /** Creates the group in the service, or not even that. Returns what stays in the state. */
    async function leftUndecided(when: "before" | "after") {
      const faults = [
        bench.emulator.faults.add({ api: "create_group", fault: { kind: "reset", when } }),
        bench.emulator.faults.add({
          api: "get_group_info",
          skip: 1,
          times: Number.POSITIVE_INFINITY,
          fault: { kind: "reset", when: "before" },
        }),
      ];
      const { message, partialFailure } = await failureOf(bench.create(room));
      for (const fault of faults) fault.remove();
      assert.match(
        message,
        /It is not known whether the group was created\. It stays in the state: the next `pulumi up` checks/,
      );
      const { __provider: _, ...outputs } = partialFailure?.properties ?? {};
      return { id: "room", inputs: { ...room, ...ownedBy("room") }, outputs };
    }

    it("stays in the state, and is completed by the next update", async () => {
      const state = await bench.update(await leftUndecided("after"), {});
      assert.equal(made(), 1);
      assert.ok(bench.emulator.app().attributes("room")["pulumi"]);
      assert.equal(state.outputs["createTime"], bench.emulator.app().group("room")?.createTime);
      assert.equal(state.outputs["attempt"], undefined);
    });

    it("stays in the state, and is disbanded by a delete", async () => {
      await bench.delete(await leftUndecided("after"));
      assert.deepEqual(bench.emulator.app().groups(), []);
    });

    it("is created by the next update if it was not created", async () => {
      await bench.update(await leftUndecided("before"), {});
      assert.equal(made(), 1);
    });

    it("leaves nothing to delete if it was not created", async () => {
      await bench.delete(await leftUndecided("before"));
      assert.equal(made(), 0);
    });

    it("is not confused with a foreign group that was created under its id later", async () => {
      const state = await leftUndecided("before");
      bench.emulator.app().create({ groupId: "room", type: "Public", name: "Theirs" });
      const attempt = { from: 1_600_000_000, to: 1_600_000_100 };
      const longAgo = { ...state, outputs: { ...state.outputs, attempt } };
      for (const work of [() => bench.delete(longAgo), () => bench.update(longAgo, {})]) {
        const { message } = await failureOf(work());
        assert.match(message, /another group, created at another time, now has its id/);
      }
      assert.equal(bench.emulator.app().group("room")?.name, "Theirs");
    });
  });

  it("says what to do about an owner that is not imported", async () => {
    const { message } = await failureOf(bench.create({ ...derived, ownerAccount: "nobody" }));
    assert.match(
      message,
      /^Could not create the group dev-room-\w+ \(acme\/chat\/dev\/room\): its ownerAccount "nobody" is not/,
    );
    assert.match(message, /create_group answered 10019/);
    assert.match(message, /Declare an Account with the userId "nobody"/);
  });

  it("keeps a group without a written mark in the state, and the next update completes it", async () => {
    bench.emulator.faults.add({
      api: "modify_group_attr",
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "errorCode", code: 10002 },
    });
    const { partialFailure } = await failureOf(bench.create(chosen("room")));
    assert.equal(partialFailure?.id, "room");
    assert.match(String(partialFailure?.properties["__provider"]), /pulumi-tencent-chat/);
    bench.emulator.faults.clear();
    const { __provider: _, ...outputs } = partialFailure?.properties ?? {};
    const state = await bench.update({ id: "room", inputs: { ...chosen("room"), ...ownedBy("room") }, outputs }, {});
    assert.ok(bench.emulator.app().attributes("room")["pulumi"]);
    await bench.delete(state);
  });

  it("continues if the service refuses attributes, says so once, and recognises derived ids", async () => {
    bench.emulator.faults.add({
      api: "modify_group_attr",
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "errorCode", code: 10059 },
    });
    bench.emulator.faults.add({
      api: "get_group_attr",
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "errorCode", code: 10059 },
    });
    const state = await bench.create(derived);
    await bench.create(derived, "second");
    assert.equal(bench.host.stdout.filter((line) => line.includes("owner mark could not be written")).length, 1);
    assert.equal((await bench.create(derived)).id, state.id);
    await bench.delete(state);
    assert.equal(bench.emulator.app().group(state.id), undefined);
  });

  it("clears removed properties with the next update if the first one failed", async () => {
    const state = await bench.create({ ...derived, introduction: "old", muteAllMembers: true });
    const { introduction: _, muteAllMembers: __, ...inputs } = state.inputs;
    bench.emulator.faults.add({ api: "modify_group_base_info", fault: { kind: "errorCode", code: 10007 } });
    const { partialFailure } = await failureOf(bench.host.update(state.id, state.outputs, inputs));
    const { __provider: ___, ...outputs } = partialFailure?.properties ?? {};
    const { changes } = await bench.host.diff(state.id, outputs, inputs);
    assert.notEqual(changes, "none");
    await bench.host.update(state.id, outputs, inputs);
    assert.equal(bench.emulator.app().group(state.id)?.introduction, "");
    assert.equal(bench.emulator.app().group(state.id)?.muteAllMember, "Off");
  });

  it("shows the service's own words if changes never succeed", async () => {
    const times = Number.POSITIVE_INFINITY;
    bench.emulator.faults.add({
      api: "modify_group_base_info",
      times,
      fault: { kind: "http", status: 403, when: "before" },
    });
    const { message } = await failureOf(bench.create({ ...derived, muteAllMembers: true }));
    assert.match(message, /modify_group_base_info: .*403/);
  });

  it("fails with advice if the service does not support an option", async () => {
    bench.emulator.faults.add({
      api: "modify_group_base_info",
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "body", body: '{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}', when: "before" },
    });
    const { message, partialFailure } = await failureOf(bench.create({ ...derived, muteAllMembers: true }));
    assert.match(message, /did not accept muteAllMembers: the service answered success but kept its own value/);
    assert.ok(partialFailure);
  });
});
