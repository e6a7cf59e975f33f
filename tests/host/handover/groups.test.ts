import assert from "node:assert/strict";
import { foreignOwner } from "../support/groups";
import { type Resource, Stack, useBench } from "./program";

const group = (name: string, args: object = {}, options: Resource["options"] = undefined): Resource => ({
  kind: "Group",
  name,
  args: { type: "Public", name: "Room", ...args },
  options,
});

describe("a group that is handed over", () => {
  const test = useBench();
  const ids = () => test.app.groups().map(({ groupId }) => groupId);
  const said = async (text: RegExp) => {
    while (!test.bench.host.stdout.some((line) => text.test(line))) await new Promise(setImmediate);
  };

  it("with a derived id is unchanged in another component, and in another project's stack of the same name", async () => {
    const stack = test.stack();
    await stack.up([group("room")]);
    const { id } = stack.stateOf("Group", "room");
    test.app.join(id, "bob");
    await stack.up([group("room", {}, { parent: "sales" })]);
    assert.deepEqual(ids(), [id]);
    assert.ok(test.app.member(id, "bob"));
    const others = new Stack(test.bench.host, "same-name", () => foreignOwner("room", "acme/chat/dev"));
    await others.up([group("room")]);
    assert.equal(ids().length, 2, "the other group has a chosen id");
    await others.destroy();
    assert.deepEqual(ids(), [id]);
    await stack.destroy();
  });

  it("with a derived id is a new group under another name, and the old one is disbanded", async () => {
    const stack = test.stack();
    await stack.up([group("room")]);
    const { id } = stack.stateOf("Group", "room");
    await stack.up([group("hall")]);
    assert.deepEqual(ids(), [stack.stateOf("Group", "hall").id]);
    assert.notEqual(stack.stateOf("Group", "hall").id, id);
  });

  it("with a derived id may not be declared in two components, where both would have the same id", async () => {
    const program = [group("room", {}, { parent: "sales" }), group("room", {}, { parent: "support" })];
    const [refused = ""] = await test.stack().preview(program);
    assert.match(refused, /Group "room" \(parent support\) declares .*, which Group "room" \(parent sales\) declares/);
  });

  it("is replaced by one of another type under its id", async () => {
    const stack = test.stack();
    await stack.up([group("room", { groupId: "lobby" })]);
    await stack.up([group("room", { groupId: "lobby", type: "ChatRoom" })]);
    assert.equal(test.app.group("lobby")?.type, "ChatRoom");
    assert.deepEqual(test.app.disbanded(), ["lobby"]);
    await stack.destroy();
    assert.deepEqual(ids(), []);
  });

  it("is replaced by one of another type that another resource declares, with the up after it", async () => {
    const stack = test.stack();
    await stack.up([group("old", { groupId: "lobby" })]);
    const program = [group("new", { groupId: "lobby", type: "ChatRoom" })];
    const [refused = ""] = await stack.tryUp(program, { continueOnError: true });
    assert.match(refused, /Cannot adopt the group lobby .*it exists of type Public, which cannot be changed/);
    await stack.up(program);
    assert.equal(test.app.group("lobby")?.type, "ChatRoom");
    await stack.destroy();
  });

  it("that another owner has taken over is not handed over, and its old resource is deleted without it", async () => {
    const [stack, others] = [test.stack(), new Stack(test.bench.host, "taken", foreignOwner)];
    await stack.up([group("old", { groupId: "lobby" })]);
    await others.up([group("room", { groupId: "lobby", adopt: "always" })]);
    const failures = await stack.tryUp([group("new", { groupId: "lobby" })], { continueOnError: true });
    assert.match(
      String(failures[0]),
      /Refused to adopt the group lobby .*belongs to resource room of stack acme\/chat\/prod/,
    );
    assert.match(String(failures[1]), /Group "new" now declares it, but could not be created/);
    assert.match((await stack.tryDestroy()).join(), /Refused to disband the group lobby .*belongs to resource room/);
    assert.deepEqual(ids(), ["lobby"]);
    await others.destroy();
    assert.deepEqual(ids(), []);
  });

  it("whose handover was refused is handed over with adopt always, and both programs report it", async () => {
    const [stack, others] = [test.stack(), new Stack(test.bench.host, "taken-back", foreignOwner)];
    await stack.up([group("old", { groupId: "lobby" })]);
    await others.up([group("room", { groupId: "lobby", adopt: "always" })]);
    await stack.up([group("new", { groupId: "lobby", adopt: "always" })]);
    await said(
      /group lobby \(acme\/chat\/dev\/new\) exists already and belonged to resource room of stack acme\/chat\/prod/,
    );
    assert.match(
      (await others.tryDestroy()).join(),
      /Refused to disband .*belongs to resource new of stack acme\/chat\/dev/,
    );
    await stack.destroy();
    assert.deepEqual(ids(), []);
  });

  it("of a renamed ephemeral stack is not swept with the old one", async () => {
    const stack = test.stack();
    const program = (name: string): Resource[] => [
      { kind: "EphemeralStack", name, args: { ttl: "1h" } },
      group("room", { __ttl: "1h" }),
    ];
    await stack.up(program("old"));
    const before = test.app.groups();
    await stack.up(program("new"));
    assert.deepEqual(test.app.groups(), before);
    await said(/is not swept: it was replaced or removed from the program/);
    await stack.up([group("room")]);
    assert.equal(ids().length, 1);
    await stack.destroy();
  });

  it("may be part of one ephemeral stack only", async () => {
    const [refused = ""] = await test
      .stack()
      .preview(["a", "b"].map((name) => ({ kind: "EphemeralStack", name, args: { ttl: "1h" } })));
    assert.match(
      refused,
      /EphemeralStack "b" declares the sweep of this app, which EphemeralStack "a" declares as well/,
    );
  });
});
