import assert from "node:assert/strict";
import { eventNames, readEvent } from "../../../../cli/commands/watch/events";
import { writeMark } from "../../../../provider/ownership/mark";
import { readPage } from "../../../unit/docs/support/pages";
import { CommandApp, ours, stack } from "../app";
import { accountEvents, appEvents, destroyed, groupEvents, groupId, otherEvents } from "./fixtures";
import { Watching } from "./watching";

const owner = { managed: true, stack, resource: "ops", identity: ours };

describe("tencent-chat watch reports", () => {
  let app: CommandApp;
  let watching: Watching;

  beforeEach(async () => {
    app = await CommandApp.start();
    app.create(groupId, { name: "ops" });
    app.create("theirs");
    app.create("copied", { key: "another key" });
  });
  afterEach(async () => {
    await watching.stop();
    await app.close();
  });

  for (const { body, change, details } of groupEvents)
    it(`${body.CallbackCommand} of a managed group, with its owner`, async () => {
      watching = await Watching.start(app);
      await watching.deliver({ ...body, GroupId: "theirs" });
      await watching.deliver(body);
      // A new group may get its mark later, so the owner of "theirs" is not known yet.
      await watching.untilLines(change === "created" ? 2 : 1);
      await watching.stop();
      const [line, ...more] = watching.lines.filter((each) => each["managed"] === true || change !== "created");
      const time = body["EventTime"] === undefined ? line?.["time"] : "2022-12-09T08:26:54.123Z";
      assert.deepEqual(line, {
        ...{ event: body.CallbackCommand, change, groupId, time, ...owner, platform: "RESTAPI", details },
      });
      assert.deepEqual(more, []);
    });

  it("every event that the fixtures have, and no other", () => {
    const fixtures = [...groupEvents, ...appEvents, ...accountEvents].map(({ body }) => body.CallbackCommand);
    assert.deepEqual([...fixtures, destroyed().CallbackCommand].sort(), [...eventNames].sort());
  });

  it("exactly the events that docs/guides/webhooks.md lists", () => {
    const [, table = ""] =
      /<!-- events -->\n(.*)<!-- \/events -->/s.exec(readPage("docs/guides/webhooks.md").text) ?? [];
    const listed = [...table.matchAll(/^\| `(\w+)` +\| `([\w.]+)`/gm)].map(([, change, event]) => `${change} ${event}`);
    const read = eventNames.map((event) => `${readEvent({ CallbackCommand: event }, undefined, 0)?.change} ${event}`);
    assert.deepEqual(listed, read);
  });

  it("the disband of a managed group, with its owner, whose mark is gone", async () => {
    watching = await Watching.start(app);
    app.app.disband(groupId);
    app.app.disband("theirs");
    await watching.deliver(destroyed("theirs"));
    await watching.deliver(destroyed());
    const [line] = await watching.untilLines(1);
    assert.deepEqual(line, {
      event: "Group.CallbackAfterGroupDestroyed",
      ...{ change: "disbanded", groupId, time: "2022-12-09T08:26:54.123Z", ...owner, platform: "RESTAPI" },
      details: { type: "Public", ownerAccount: "alice", name: "Ops", members: ["alice", "bob"] },
    });
  });

  it('the disband of a group that it has never read, as managed "unknown"', async () => {
    watching = await Watching.start(app);
    await watching.deliver(destroyed("never-seen"));
    await watching.deliver(destroyed("copied"));
    const lines = await watching.untilLines(2);
    assert.deepEqual(
      lines.map((line) => [line["groupId"], line["managed"], line["stack"]]),
      [
        ["never-seen", "unknown", undefined],
        ["copied", "unknown", undefined],
      ],
    );
  });

  it("the disband of a group that another event has shown", async () => {
    watching = await Watching.start(app);
    app.create("new", { name: "late" });
    await watching.deliver({ ...groupEvents[0]?.body, GroupId: "new" });
    await watching.untilLines(1);
    app.app.disband("new");
    await watching.deliver(destroyed("new"));
    const [, line] = await watching.untilLines(2);
    assert.deepEqual([line?.["change"], line?.["resource"]], ["disbanded", "late"]);
  });

  it("a group whose mark is in a custom field that the variables do not name", async () => {
    const { sdkAppId } = app.app;
    const secretKey = String(app.emulator.env()["TENCENT_CHAT_SECRET_KEY"]);
    const mark = { owner: { identity: ours, stack, name: "ops" }, expires: undefined };
    const value = writeMark(mark, { sdkAppId, groupId, secretKey, createTime: undefined });
    app.app.edit(groupId, { customFields: { pulumi_owner: value } });
    app.app.wipeAttributes(groupId);
    watching = await Watching.start(app);
    await watching.deliver(destroyed());
    const [line] = await watching.untilLines(1);
    assert.deepEqual([line?.["managed"], line?.["stack"]], [true, stack]);
  });

  it("a managed group whose mark a client has deleted", async () => {
    watching = await Watching.start(app, ["--inventory-interval", "1s"]);
    app.app.wipeAttributes(groupId);
    // The next inventory finds it without a mark.
    const reads = () => app.emulator.journal.entries({ api: "get_appid_group_list" }).length;
    const before = reads();
    while (reads() < before + 2) await app.emulator.journal.next({ api: "get_appid_group_list" });
    await watching.deliver(groupEvents[0]?.body);
    const [line] = await watching.untilLines(1);
    assert.deepEqual([line?.["managed"], line?.["stack"], line?.["ownerMark"]], [true, stack, "unmarked"]);
  });

  it("events without a group as managed unknown, and those of accounts only with --all", async () => {
    watching = await Watching.start(app);
    for (const { body } of [...accountEvents, ...appEvents]) await watching.deliver(body);
    const lines = await watching.untilLines(appEvents.length);
    assert.deepEqual(
      lines.map(({ event, change, managed, details }) => ({ event, change, managed, details })),
      appEvents.map(({ body, change, details }) => ({
        ...{ event: body.CallbackCommand, change, managed: "unknown", details },
      })),
    );
    await watching.stop();
    watching = await Watching.start(app, ["--all"]);
    for (const { body } of accountEvents) await watching.deliver(body);
    const [account] = await watching.untilLines(1);
    assert.deepEqual(account?.["details"], accountEvents[0]?.details);
  });

  it("foreign groups with --all, and never messages or online states", async () => {
    watching = await Watching.start(app, ["--all"]);
    for (const body of otherEvents) await watching.deliver(body);
    await watching.deliver({ ...groupEvents[0]?.body, GroupId: "theirs" });
    await watching.untilLines(1);
    await watching.stop();
    assert.deepEqual(
      watching.lines.map(({ groupId: id, managed }) => [id, managed]),
      [["theirs", false]],
    );
  });

  it("only the groups of a stack or an identity, if one is given", async () => {
    app.create("other", { stack: "acme/chat/prod", identity: "acme/prod" });
    for (const filter of [
      ["--stack", "acme/chat/d*"],
      ["--identity", ours],
    ]) {
      watching = await Watching.start(app, filter);
      for (const id of ["other", "theirs", "copied", groupId])
        await watching.deliver({ ...groupEvents[0]?.body, GroupId: id });
      await watching.untilLines(1);
      await watching.stop();
      assert.deepEqual(
        watching.lines.map((line) => line["groupId"]),
        [groupId],
      );
    }
  });

  it("a repeated delivery once, also with EventTime as a number and in another order", async () => {
    watching = await Watching.start(app);
    const body = destroyed();
    await watching.deliver(body);
    await watching.deliver(body);
    const { EventTime, ...rest } = body;
    await watching.deliver({ EventTime: Number(EventTime), ...rest });
    await watching.deliver({ ...body, EventTime: Number(EventTime) + 1 });
    await watching.untilLines(2);
    await watching.stop();
    assert.equal(watching.lines.length, 2);
  });

  it("texts of users within one line, without letters that move a cursor", async () => {
    watching = await Watching.start(app);
    const name = 'a"\n{"event":"forged"}\r\u001b[2J\u2028\u202e\u007f\u009b';
    await watching.deliver({ ...groupEvents[0]?.body, Name: name, Introduction: { not: "a text" }, Notification: 7 });
    const [line] = await watching.untilLines(1);
    assert.match(watching.out, /^[\x20-\x7e]+\n$/);
    assert.deepEqual(line?.["details"], { type: "Public", operator: "administrator", name });
  });
});
