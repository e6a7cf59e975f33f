import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

const users = (count: number) => Array.from({ length: count }, (_, i) => `user${i}`);
const marked = (accounts: readonly string[], ...Marks: readonly number[]) =>
  accounts.map((Member_Account) => ({ Member_Account, Marks }));

describe("modify_user_info", () => {
  const rig = new Rig({ rateLimit: false });
  const app = () => rig.emulator.app();
  const modify = (MemberList: readonly object[], CommandType = 1) =>
    rig.ok("modify_user_info", { GroupId: "live", CommandType, MemberList });
  const listed = async (Mark?: number) => {
    const answer = await rig.ok("get_members", { GroupId: "live", Timestamp: 0, Mark });
    return answer.MemberList.map((member: { Member_Account: string }) => member.Member_Account);
  };
  beforeEach(async () => {
    await rig.create("AVChatRoom", { GroupId: "live" });
    app().enter("live", "alice", "bob");
    app().importAccounts("offline");
  });

  it("sets and deletes marks, by which members are listed", async () => {
    const MemberList = [...marked(["alice"], 1000, 1001), ...marked(["bob"], 1001)];
    const answer = await modify(MemberList);
    assert.deepEqual([answer.CommandType, answer.MemberList], [1, MemberList]);
    assert.deepEqual([await listed(1000), await listed(1001), await listed(1002)], [["alice"], ["bob", "alice"], []]);
    assert.equal((await modify(marked(["alice"], 1001), 2)).CommandType, 2);
    assert.deepEqual([await listed(1001), await listed()], [["bob"], ["bob", "alice"]]);
    assert.deepEqual(app().marks("live"), { alice: [1000], bob: [1001] });
  });

  it("hides members with mark 600 unless they are listed by a mark", async () => {
    await modify(marked(["alice"], 600, 500));
    assert.deepEqual([await listed(), await listed(600)], [["bob"], ["alice"]]);
  });

  it("omits members who are not online, and answers 10004 if nobody is", async () => {
    const answer = await modify(marked(["offline", "alice", "nobody"], 1000));
    assert.deepEqual(answer.MemberList, marked(["alice"], 1000));
    const MemberList = marked(["offline"], 1000);
    await rig.refused(10004, "modify_user_info", { GroupId: "live", CommandType: 1, MemberList });
  });

  it("loses the marks of a member who leaves", async () => {
    await modify(marked(["alice"], 1000));
    app().exit("live", "alice");
    app().enter("live", "alice");
    assert.deepEqual(app().marks("live"), {});
  });

  it("accepts 10 different marks in a room, and 1000 members with one", async () => {
    const marks = Array.from({ length: 10 }, (_, i) => 1000 + i);
    await modify(marked(["alice"], ...marks));
    const refused = (MemberList: readonly object[]) =>
      rig.refused(10004, "modify_user_info", { GroupId: "live", CommandType: 1, MemberList });
    await refused(marked(["bob"], 1010));
    app().enter("live", ...users(1000));
    const [first, second] = [users(1000).slice(0, 500), users(1000).slice(500)];
    await modify(marked(first, 1001));
    await refused(marked(second, 1001));
    await modify(marked(second.slice(1), 1001));
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["mark 999", 10004, { MemberList: marked(["alice"], 999) }],
    ["no mark", 10004, { MemberList: marked(["alice"]) }],
    ["CommandType 3", 10004, { CommandType: 3 }],
    ["501 members", 10004, { MemberList: marked(users(501), 1000) }],
    ["an empty list", 10004, { MemberList: [] }],
    ["a member that is a number", 60015, { MemberList: [{ Member_Account: 1, Marks: [1000] }] }],
    ["an unknown field", 10004, { Mark: 1000 }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}`, async () => {
      const valid = { GroupId: "live", CommandType: 1, MemberList: marked(["alice"], 1000) };
      await rig.refused(code, "modify_user_info", { ...valid, ...body });
    });
});

describe("the administrators of an AVChatRoom", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const modify = (CommandType: number, ...Admin_Account: readonly string[]) =>
    rig.ok("modify_admin", { GroupId: "live", CommandType, Admin_Account });
  beforeEach(async () => {
    await rig.create("AVChatRoom", { GroupId: "live" });
    app().importAccounts(...users(6));
    await rig.ok("account_import", { UserID: "alice", Nick: "Alice", FaceUrl: "f" });
  });

  it("are appointed and removed, and listed with nick and face", async () => {
    await modify(1, "alice", "user1");
    await modify(1, "alice", "user2");
    await modify(2, "user1", "user5");
    assert.deepEqual((await rig.ok("get_admin_list", { GroupId: "live" })).Admin_List, [
      { Admin_Account: "alice", NickName: "Alice", Avatar: "f" },
      { Admin_Account: "user2", NickName: "", Avatar: "" },
    ]);
    assert.deepEqual(app().roomAdmins("live"), ["alice", "user2"]);
  });

  it("may write while everyone is muted", async () => {
    await modify(1, "alice");
    app().edit("live", { muteAllMember: "On" });
    const message = (From_Account: string) => ({
      GroupId: "live",
      Random: 1,
      From_Account,
      MsgBody: [{ MsgType: "TIMTextElem", MsgContent: { Text: "a" } }],
    });
    await rig.ok("send_group_msg", message("alice"));
    await rig.refused(10017, "send_group_msg", message("user1"));
  });

  it("are at most 5", async () => {
    await modify(1, ...users(5));
    await rig.refused(10004, "modify_admin", { GroupId: "live", CommandType: 1, Admin_Account: ["user5"] });
    await rig.refused(10004, "modify_admin", { GroupId: "live", CommandType: 2, Admin_Account: users(6) });
  });

  it("must have accounts", async () => {
    await rig.refused(10004, "modify_admin", { GroupId: "live", CommandType: 1, Admin_Account: ["nobody"] });
    await rig.refused(60015, "modify_admin", { GroupId: "live", CommandType: 1, Admin_Account: [1] });
    await rig.refused(10004, "modify_admin", { GroupId: "live", CommandType: 0, Admin_Account: ["alice"] });
  });

  it("and members are checked for being in the room", async () => {
    app().enter("live", "alice", "user1");
    const check = (accounts: readonly string[]) => ({ GroupId: "live", Member_Account: accounts });
    const answer = await rig.ok("check_members", check(["user1", "nobody", "user2", "alice"]));
    assert.deepEqual(answer.Member_Account, ["user1", "alice"]);
    await rig.refused(10004, "check_members", check([]));
    await rig.refused(10004, "check_members", check(users(501)));
  });

  const all: readonly [string, Record<string, unknown>][] = [
    ["modify_user_info", { CommandType: 1, MemberList: marked(["alice"], 1000) }],
    ["modify_admin", { CommandType: 1, Admin_Account: ["alice"] }],
    ["get_admin_list", {}],
    ["check_members", { Member_Account: ["alice"] }],
  ];
  for (const [command, body] of all)
    it(`need an AVChatRoom in ${command}`, async () => {
      for (const type of ["Private", "Public", "ChatRoom", "Community"])
        await rig.refused(10007, command, { ...body, GroupId: await rig.create(type) });
      await rig.refused(10010, command, { ...body, GroupId: "gone" });
      await rig.refused(10015, command, { ...body, GroupId: "" });
      await rig.refused(10004, command, body);
      await rig.refused(10004, command, { ...body, GroupId: "live", Unknown: 1 });
    });
});

describe("marks and administrators on a plan without the list of online members", () => {
  const rig = new Rig({ onlineMembers: false });

  it("answer 10007", async () => {
    const GroupId = await rig.create("AVChatRoom");
    rig.emulator.app().enter(GroupId, "alice");
    const MemberList = marked(["alice"], 1000);
    await rig.refused(10007, "modify_user_info", { GroupId, CommandType: 1, MemberList });
    await rig.refused(10007, "modify_admin", { GroupId, CommandType: 1, Admin_Account: ["alice"] });
    await rig.refused(10007, "get_admin_list", { GroupId });
    await rig.refused(10007, "check_members", { GroupId, Member_Account: ["alice"] });
  });
});
