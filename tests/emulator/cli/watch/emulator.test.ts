import assert from "node:assert/strict";
import { eventNames } from "../../../../cli/commands/watch/events";
import { DEFAULT_APP } from "../../../../emulator";
import { pathOf } from "../../support/rig";
import { CommandApp, ours, stack } from "../app";
import { accountEvents, appEvents, destroyed, groupEvents, groupId } from "./fixtures";
import { token, Watching } from "./watching";

const topicId = "@TGS#_c@TOPIC#_t";

/** `tencent-chat watch` and the emulator's webhooks, which were written from the reference independently of each other. */
describe("tencent-chat watch and the emulator's webhooks", () => {
  let app: CommandApp;
  let watching: Watching;

  before(async () => {
    const apps = [{ ...DEFAULT_APP, customFieldKeys: ["Team"] }];
    app = await CommandApp.start({ rateLimit: true, maxNewGroupsPerDay: 5, apps });
    app.app.importAccounts("alice", "bob", "carol");
    watching = await Watching.start(app, ["--all"]);
    app.emulator.setWebhook({ url: watching.url, token });
    await causeEveryEvent();
    await app.emulator.deliveries.settled();
    await watching.stop();
  });
  after(() => app.close());

  async function call(command: string, body: object): Promise<void> {
    const { sdkAppId, admins } = DEFAULT_APP;
    const query = `sdkappid=${sdkAppId}&identifier=${admins[0]}&usersig=${app.emulator.userSig()}&random=1&contenttype=json`;
    const url = `${app.emulator.url}${pathOf(command)}?${query}`;
    await (await fetch(url, { method: "POST", body: JSON.stringify(body) })).text();
  }

  async function causeEveryEvent(): Promise<void> {
    const owner = { GroupId: groupId, Type: "Public", Name: "Ops", Owner_Account: "alice" };
    const AppDefinedData = [{ Key: "Team", Value: "x" }];
    const MemberList = [{ Member_Account: "bob" }];
    await call("create_group", {
      ...owner,
      ApplyJoinOption: "FreeAccess",
      MaxMemberCount: 3,
      AppDefinedData,
      MemberList,
    });
    await call("modify_group_base_info", { GroupId: groupId, Notification: "New shift plan" });
    await call("set_group_attr", { GroupId: groupId, GroupAttr: [{ key: "a", value: "1" }] });
    await call("change_group_owner", { GroupId: groupId, NewOwner_Account: "bob" });
    await app.app.applyToJoin(groupId, "carol");
    await call("modify_group_member_info", { GroupId: groupId, Member_Account: "carol", NameCard: "Carol" });
    await call("delete_group_member", { GroupId: groupId, MemberToDel_Account: ["carol"] });
    await call("add_group_member", { GroupId: groupId, MemberList: [{ Member_Account: "carol" }] });
    await call("create_group", { Type: "Community", GroupId: "@TGS#_c", Name: "c", SupportTopic: 1 });
    await call("create_topic", { GroupId: "@TGS#_c", TopicId: topicId, TopicName: "t" });
    await call("modify_topic", { GroupId: "@TGS#_c", TopicId: topicId, TopicName: "T" });
    await call("destroy_topic", { GroupId: "@TGS#_c", TopicIdList: [topicId] });
    await call("portrait_set", { From_Account: "alice", ProfileItem: [{ Tag: "Tag_Profile_IM_Nick", Value: "A" }] });
    for (let index = 0; index < 3; index++) await call("create_group", { Type: "Public", Name: `n${index}` });
    for (let index = 0; index < 2; index++) await call("get_appid_group_list", {});
    const { createTime } = app.app.group(groupId) ?? assert.fail();
    app.mark(groupId, createTime, { identity: ours, stack, name: "ops" });
    await call("destroy_group", { GroupId: groupId });
  }

  it("deliver every event that the watch reads, and no delivery is refused", () => {
    const sent = app.emulator.deliveries.entries();
    assert.deepEqual(
      sent.filter(({ status }) => status !== "delivered").map(({ command, problem }) => `${command} ${problem}`),
      [],
    );
    const commands = new Set(sent.map(({ command }) => command));
    assert.deepEqual(
      eventNames.filter((name) => !commands.has(name)),
      [],
    );
  });

  for (const fixture of [...groupEvents, ...appEvents, ...accountEvents, { body: destroyed(), change: "disbanded" }])
    it(`${fixture.body.CallbackCommand} has the fields of the reference, and is reported`, () => {
      const { CallbackCommand: command } = fixture.body;
      const body = app.emulator.deliveries.entries().find((each) => each.command === command)?.body ?? {};
      const fields = Object.keys(body).filter((name) => name !== "EventTime");
      const expected = Object.keys(fixture.body).filter((name) => name !== "EventTime");
      assert.deepEqual(fields.sort(), expected.sort());
      const line = watching.lines.find(({ event }) => event === command);
      assert.equal(line?.["change"], fixture.change);
      assert.equal(line?.["groupId"], body["GroupId"]);
    });
});
