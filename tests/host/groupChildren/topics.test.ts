import assert from "node:assert/strict";
import { failureOf, ownedBy, type ResourceState } from "../support/groups";
import { ChildHost } from "./childHost";

describe("a topic", () => {
  let bench: ChildHost;
  let serial = 0;

  before(async () => {
    bench = await ChildHost.start("Topic");
  });
  after(() => bench.stop());
  afterEach(() => {
    bench.emulator.faults.clear();
    bench.emulator.journal.clear();
  });

  /** A community of this stack. */
  function community(): Promise<string> {
    serial += 1;
    return bench.group(`community-${serial}`, { type: "Community", supportTopic: true });
  }

  /** A community without a mark. */
  function foreign(): string {
    serial += 1;
    const groupId = `@TGS#_theirs-${serial}`;
    bench.app.create({ groupId, type: "Community", name: "Theirs", supportTopic: 1 });
    return groupId;
  }

  async function made(args: object = {}): Promise<{ readonly groupId: string; readonly state: ResourceState }> {
    const groupId = await community();
    return { groupId, state: await bench.create({ groupId, name: "Incidents", ...args }) };
  }

  /** Makes destroy_topic succeed as a whole, with this result for its one topic. */
  function answerDestroyTopic(when: "before" | "after", result: object): void {
    const body = JSON.stringify({ ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "ok", DestroyResultItem: [result] });
    bench.emulator.faults.add({ api: "destroy_topic", fault: { kind: "body", body, when } });
  }

  const topic = (groupId: string, id: string) => bench.app.topic(groupId, id);
  const everything = {
    introduction: "intro",
    notification: "notice",
    faceUrl: "https://x.example/a.png",
    customString: "{}",
    muteAllMembers: true,
  };

  describe("deleted by a client, and another one created later with its id", () => {
    async function recreatedByClient() {
      const groupId = foreign();
      const state = await bench.create({ groupId, topicId: "incidents", name: "Incidents" });
      const outputs = { ...state.outputs, createTime: Number(state.outputs["createTime"]) - 5 };
      return { groupId, state: { ...state, outputs } };
    }

    it("are distinguished by a delete, which leaves the new one alone", async () => {
      const { groupId, state } = await recreatedByClient();
      await bench.delete(state);
      assert.ok(topic(groupId, state.id));
    });

    it("are distinguished by a refresh, which drops the deleted one", async () => {
      const { state } = await recreatedByClient();
      assert.equal((await bench.host.read(state.id, state.outputs)).id, "");
    });

    it("are distinguished by an update, which adopts nothing", async () => {
      const { groupId, state } = await recreatedByClient();
      const { message } = await failureOf(bench.update(state, { name: "Renamed" }));
      assert.match(message, /Refused to adopt .*adopt: "always"/);
      assert.equal(topic(groupId, state.id)?.name, "Incidents");
    });

    it("are distinguished after an update that stopped halfway as well", async () => {
      const state = await bench.create({ groupId: foreign(), topicId: "incidents", name: "Incidents" });
      bench.emulator.faults.add({ api: "modify_topic", fault: { kind: "errorCode", code: 10004 } });
      const { partialFailure } = await failureOf(bench.update(state, { name: "Renamed" }));
      assert.equal(partialFailure?.properties["createTime"], state.outputs["createTime"]);
    });

    it("are the same topic if the id is derived from the resource", async () => {
      const groupId = foreign();
      const state = await bench.create({ groupId, name: "Incidents" });
      await bench.delete({ ...state, outputs: { ...state.outputs, createTime: 1 } });
      assert.deepEqual(bench.app.topics(groupId), []);
    });
  });

  it("is created with all its fields, changed, cleared and deleted", async () => {
    const { groupId, state } = await made({ topicId: "incidents", ...everything });
    assert.equal(state.id, `${groupId}@TOPIC#_incidents`);
    const { muteAllMembers: _, ...texts } = everything;
    const { createTime: __, ...found } = topic(groupId, state.id) ?? { createTime: 0 };
    assert.deepEqual(found, { topicId: state.id, name: "Incidents", muteAllMember: "On", ...texts });
    const cleared = Object.fromEntries(Object.keys(everything).map((field) => [field, undefined]));
    const changed = await bench.update(state, { ...cleared, name: "Renamed" });
    const { createTime: ___, topicId: ____, ...rest } = topic(groupId, state.id) ?? { createTime: 0, topicId: "" };
    const empty = { introduction: "", notification: "", faceUrl: "", customString: "" };
    assert.deepEqual(rest, { name: "Renamed", muteAllMember: "Off", ...empty });
    await bench.delete(changed);
    assert.deepEqual(bench.app.topics(groupId), []);
  });

  it("gets a derived id if the program gives none, and keeps it", async () => {
    const { groupId, state } = await made();
    assert.match(state.id, /^@TGS#_.*@TOPIC#_part-[a-z2-7]{16}$/);
    assert.ok(topic(groupId, state.id));
    const { topicId: _, ...given } = state.inputs;
    const inputs = await bench.inRun("renamed").checked(state.inputs, { ...given, ...ownedBy("b") });
    assert.equal(inputs["topicId"], state.id, "an alias replaces nothing");
  });

  for (const [field, value, muted] of [
    ["name", "Theirs"],
    ["introduction", "x"],
    ["notification", "x"],
    ["faceUrl", "x"],
    ["customString", "x"],
    ["muteAllMembers", false, "Off"],
  ] as const) {
    it(`shows drift of its ${field}, and an up corrects it`, async () => {
      const { groupId, state } = await made(everything);
      const edit = muted === undefined ? { [field]: value } : { muteAllMember: muted };
      bench.app.editTopic(groupId, state.id, edit);
      const drifted = await bench.refresh(state);
      assert.equal(drifted?.inputs[field], value);
      const before = state.inputs[field];
      const back = await bench.update(drifted as ResourceState, { [field]: before });
      assert.deepEqual((await bench.refresh(back))?.outputs, state.outputs);
    });
  }

  it("that clients deleted is dropped by a refresh, and created again by an up", async () => {
    const { groupId, state } = await made({ topicId: "incidents" });
    bench.app.removeTopic(groupId, state.id);
    assert.equal(await bench.refresh(state), undefined);
    await bench.update(state, { name: "Again" });
    assert.equal(topic(groupId, state.id)?.name, "Again");
    bench.app.removeTopic(groupId, state.id);
    await bench.delete(state);
    await bench.says(/topic .*incidents is already gone: nothing to delete/);
  });

  it("that disappears between read and delete (110003) is already gone, which is a success", async () => {
    const { state } = await made();
    answerDestroyTopic("after", { TopicId: state.id, ErrorCode: 110003, ErrorInfo: "deleted" });
    await bench.delete(state);
    await bench.says(/already gone, according to destroy_topic/);
  });

  it("that cannot be deleted (110002) stays in the state, with the service's message", async () => {
    const { state } = await made();
    answerDestroyTopic("before", { TopicId: state.id, ErrorCode: 110002, ErrorInfo: "busy" });
    const { message } = await failureOf(bench.delete(state));
    assert.match(message, /Could not delete the topic .*: destroy_topic answered 110002 "busy"/);
    await bench.delete(state);
  });

  for (const when of ["before", "after"] as const) {
    it(`is created once when the answer of the create is lost ${when} the effect`, async () => {
      bench.emulator.faults.add({ api: "create_topic", fault: { kind: "reset", when } });
      const { groupId } = await made({ topicId: "incidents" });
      assert.equal(bench.app.topics(groupId).length, 1);
    });

    it(`is deleted when the answer of the delete is lost ${when} the effect`, async () => {
      const { groupId, state } = await made();
      bench.emulator.faults.add({ api: "destroy_topic", fault: { kind: "reset", when } });
      await bench.delete(state);
      assert.deepEqual(bench.app.topics(groupId), []);
    });
  }

  it("stays in the state if the outcome of its creation is unknown, and the next up completes it", async () => {
    const groupId = await community();
    bench.emulator.faults.add({ api: "create_topic", fault: { kind: "reset", when: "after" } });
    bench.emulator.faults.add({
      api: "get_topic",
      skip: 1,
      times: 99,
      fault: { kind: "http", status: 404, when: "before" },
    });
    const args = { groupId, topicId: "incidents", name: "Incidents", muteAllMembers: true };
    const { message, partialFailure } = await failureOf(bench.create(args));
    assert.match(message, /Could not finish the topic .*next `pulumi up` finishes it/s);
    const { __provider: _, ...outputs } = partialFailure?.properties ?? {};
    bench.emulator.faults.clear();
    const inputs = { ...args, ...ownedBy("part"), topicId: outputs["topicId"] };
    await bench.update({ id: String(partialFailure?.id), inputs, outputs }, {});
    assert.equal(topic(groupId, String(outputs["topicId"]))?.muteAllMember, "On");
    assert.equal(bench.app.topics(groupId).length, 1);
  });

  it("that was definitely not created leaves nothing in the state", async () => {
    const groupId = await community();
    bench.emulator.faults.add({ api: "create_topic", fault: { kind: "errorCode", code: 10037 } });
    const { message, partialFailure } = await failureOf(bench.create({ groupId, name: "Incidents" }));
    assert.match(message, /Could not create the topic .*10037/);
    assert.equal(partialFailure, undefined);
  });

  it("that was created but not muted stays in the state, and is completed", async () => {
    bench.emulator.faults.add({ api: "modify_topic", fault: { kind: "errorCode", code: 80001 } });
    const groupId = await community();
    const args = { groupId, name: "Incidents", muteAllMembers: true };
    const { message, partialFailure } = await failureOf(bench.create(args));
    assert.match(message, /Could not finish the topic .*80001/s);
    const { __provider: _, ...outputs } = partialFailure?.properties ?? {};
    const state = { id: String(partialFailure?.id), inputs: { ...args, ...ownedBy("part") }, outputs };
    await bench.update(state, {});
    assert.equal(topic(groupId, state.id)?.muteAllMember, "On");
  });

  it("with a derived id is adopted after a lost state, also in a foreign group", async () => {
    const groupId = foreign();
    const first = await bench.create({ groupId, name: "Incidents" });
    const again = await bench.create({ groupId, name: "Renamed" });
    assert.deepEqual([again.id, topic(groupId, first.id)?.name], [first.id, "Renamed"]);
    const { message } = await failureOf(bench.create({ groupId, name: "Incidents", adopt: "never" }));
    assert.match(message, /Refused to adopt.*adopt is "never"/);
  });

  it("with a chosen id is adopted in a group of this stack, and elsewhere only with adopt always", async () => {
    const own = await community();
    bench.app.addTopic(own, `${own}@TOPIC#_chosen`, { name: "Old" });
    await bench.create({ groupId: own, topicId: "chosen", name: "New" });
    assert.equal(topic(own, `${own}@TOPIC#_chosen`)?.name, "New");
    const groupId = foreign();
    const id = `${groupId}@TOPIC#_chosen`;
    bench.app.addTopic(groupId, id, { name: "Old" });
    const { message } = await failureOf(bench.create({ groupId, topicId: id, name: "New" }));
    assert.match(message, /Refused to adopt.*a topic with the id .*@TOPIC#_chosen.*adopt: "always"/);
    assert.equal(topic(groupId, id)?.name, "Old");
    await bench.create({ groupId, topicId: id, name: "New", adopt: "always" });
    assert.equal(topic(groupId, id)?.name, "New");
  });

  it("needs a community with topics, and a plan with communities", async () => {
    const publicGroup = await bench.group("public");
    const wrongType = await failureOf(bench.create({ groupId: publicGroup, name: "Incidents" }));
    assert.match(wrongType.message, /this is a Public\..*supportTopic: true/);
    const plain = await bench.group("plain-community", { type: "Community" });
    const without = await failureOf(bench.create({ groupId: plain, name: "Incidents" }));
    assert.match(without.message, /cannot have the topic/);
    bench.emulator.faults.add({ api: "get_topic", fault: { kind: "errorCode", code: 11000 } });
    const plan = await failureOf(bench.create({ groupId: await community(), name: "Incidents" }));
    assert.match(plan.message, /Could not create the topic .*11000.*console/s);
  });

  it("is deleted with the group", async () => {
    const { groupId, state } = await made();
    bench.app.disband(groupId);
    assert.equal(await bench.refresh(state), undefined);
    await bench.delete(state);
    await bench.says(new RegExp(`topic .* of group ${groupId} .* no longer exists, since the group is gone`));
  });
});
