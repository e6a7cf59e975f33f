import assert from "node:assert/strict";
import path from "node:path";
import { type AppHandle, type Emulator, startEmulator } from "../../../emulator";
import { EXPECTED } from "./timsdk/expected";
import { type ClientCall, runTimsdk } from "./timsdk/run";

for (const mode of ["strict", "lenient"] as const) {
  describe(`timsdk, a client in Python that is not ours, in ${mode} mode`, () => {
    const isLenient = mode === "lenient";
    let emulator: Emulator;
    let app: AppHandle;
    let calls: readonly ClientCall[];
    /** What belongs to somebody else, before the client runs. */
    let foreign: unknown;

    const foreignState = () => [app.group("not-yours"), app.messages("not-yours"), app.attributes("not-yours")];
    const groupOf = (call: string) => calls.find((made) => made.call === call)?.group ?? "";

    before(async () => {
      const { pythonWithPackages } = await import("../../../tools/lib/testing/pythonPackages.mjs");
      const python = await pythonWithPackages(path.join(__dirname, "timsdk"));
      emulator = await startEmulator({ lenient: isLenient });
      app = emulator.app();
      app.importAccounts("alice", "bob", "carol", "dave");
      app.createAsClient("mallory", { groupId: "not-yours", type: "Public", name: "kept" });
      app.send("not-yours", { from: "mallory", text: "mine" });
      app.writeAttributes("not-yours", { theme: "dark" });
      foreign = foreignState();
      calls = await runTimsdk(python, emulator);
    });
    after(() => emulator?.close());

    it("can do and cannot do exactly what the documentation says", () => {
      const expected = EXPECTED.flatMap(({ calls: names, [mode]: code }) => names.map((call) => [call, code]));
      assert.deepEqual(calls.map(({ call, code }) => [call, code]).sort(), expected.sort());
      for (const { call, ok, code, info } of calls) {
        assert.equal(ok, code === 0, call);
        if (ok) continue;
        const wanted = EXPECTED.find(({ calls: names }) => names.includes(call))?.info;
        assert.ok(wanted !== undefined && info.includes(wanted), `${call}: ${info}`);
      }
    });

    it("has created, changed and left the group that it keeps", () => {
      const { name, introduction, ownerAccount, maxMemberNum, muteAllMember, members } =
        app.group(groupOf("create_group")) ?? {};
      assert.deepEqual(
        { name, introduction, ownerAccount, maxMemberNum, muteAllMember },
        {
          name: "renamed",
          introduction: "the group that stays",
          ownerAccount: "bob",
          maxMemberNum: 50,
          muteAllMember: isLenient ? "On" : "Off",
        },
      );
      assert.deepEqual(
        members?.map(({ account, role, nameCard }) => [account, role, nameCard]),
        [
          ["alice", "Member", ""],
          ["bob", "Owner", "Bob B."],
          ["carol", "Member", ""],
        ],
      );
      assert.deepEqual(Object.keys(app.muted(groupOf("create_group"))), isLenient ? ["bob", "carol"] : []);
      assert.equal(app.group(groupOf("create_group (AVChatRoom)"))?.type, isLenient ? "AVChatRoom" : undefined);
    });

    it("has sent, recalled and imported messages, some not as it was asked to", () => {
      const group = groupOf("create_group");
      assert.deepEqual(
        app.messages(group).map(({ text, from, recalled }) => [text, from, recalled]),
        [
          ["first", "administrator", true],
          ["second", "administrator", false],
        ],
      );
      assert.deepEqual(app.notices(group), [{ content: "for bob only", to: [] }]);
      assert.deepEqual(
        app.messages("imported").map(({ text, from, recalled }) => [text, from, recalled]),
        [["older", "alice", true]],
      );
      const received = app.privateMessages("bob").map(({ body }) => body[0]?.MsgContent.Text);
      assert.deepEqual(received, isLenient ? ["hello", "hello, both"] : ["hello, both"]);
    });

    it("has disbanded its temporary group, and nothing of somebody else", () => {
      const temporary = groupOf("create_group (temporary)");
      assert.equal(app.group(temporary), undefined);
      assert.deepEqual(app.disbanded(), [temporary]);
      const disbands = emulator.journal.entries({ api: "destroy_group" });
      assert.deepEqual(
        disbands.map(({ groupIds, effect }) => [groupIds, effect]),
        [
          [[temporary], true],
          [[temporary], false],
        ],
      );
      assert.equal(emulator.journal.count({ groupId: "not-yours" }), 0);
      assert.deepEqual(foreignState(), foreign);
    });

    it("has imported and deleted accounts", () => {
      const accounts = ["alice", "bob", "carol", "dave", ...(isLenient ? ["erin"] : []), "grace"];
      assert.deepEqual(
        app
          .accounts()
          .filter((id) => id !== "administrator" && id !== "mallory")
          .sort(),
        accounts,
      );
    });
  });
}
