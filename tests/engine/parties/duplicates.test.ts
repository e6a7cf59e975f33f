import assert from "node:assert/strict";
import { host } from "../support/plugin/host";
import { Parties } from "./support/parties";
import { type Declaration, labelsOf, type Program, ref } from "./support/program";
import { situation } from "./support/situation";

const provider = (name: string): Declaration => ({ kind: "Provider", name });
const box = (name: string): Declaration => ({ kind: "Box", name });
const group = (name: string, args: object = {}, options: object = {}): Declaration => ({
  kind: "Group",
  name,
  args: { type: "Public", name: "Lobby", groupId: "lobby", ...args },
  options: { ...options },
});
const part = (kind: Declaration["kind"], name: string, args: object): Declaration => ({
  kind,
  name,
  args: { group: ref("Group lobby"), ...args },
});
const town = { groupId: "@TGS#_town", type: "Community", supportTopic: true };

/** Programs in which `one` and `two` declare the same object. */
const duplicates: readonly (readonly [string, Program])[] = [
  ["a group id", [group("one"), group("two")]],
  [
    "a group id with two Providers of the same app",
    [
      provider("p1"),
      provider("p2"),
      group("one", {}, { provider: ref("Provider p1") }),
      group("two", {}, { provider: ref("Provider p2") }),
    ],
  ],
  ["an account", ["one", "two"].map((name) => ({ kind: "Account", name, args: { userId: "carol" } }))],
  ["a member", [group("lobby"), ...["one", "two"].map((name) => part("GroupMember", name, { userId: "u1" }))]],
  [
    "all members of a group",
    [
      group("lobby"),
      part("GroupMembers", "one", { members: ["u1"] }),
      part("GroupMembers", "two", { members: ["u2"] }),
    ],
  ],
  [
    "an attribute key",
    [
      group("lobby"),
      part("GroupAttributes", "one", { attributes: { theme: "dark", one: "1" }, exclusive: false }),
      part("GroupAttributes", "two", { attributes: { theme: "dark", two: "2" }, exclusive: false }),
    ],
  ],
  ["a topic", [group("lobby", town), ...["one", "two"].map((name) => part("Topic", name, { topicId: "t", name }))]],
];

situation("two resources of a program declare the same object", () => {
  let parties: Parties<"a">;

  before(async () => {
    parties = await Parties.start({ a: { program: [], env: { TENCENT_CHAT_IDENTITY: "acme-pr-123" } } });
  });
  after(() => parties.dispose());

  /** @param names what the message has to contain in one line */
  async function refused(program: Program, ...names: readonly string[]): Promise<void> {
    const { a } = parties.party;
    await a.declare(program);
    // The plugin does not know the id of a group that a preview only plans: its `up` refuses what is declared in it twice.
    const isPlanned = host === "plugin" && program.some(({ args = {} }) => "group" in args);
    const { all } = await a[isPlanned ? "up" : "preview"]({ expectCode: "failure" });
    if (isPlanned) await a.destroy();
    assert.ok(
      all.split("\n").some((line) => names.every((name) => line.includes(name))),
      all,
    );
    await parties.assertContents({ service: {}, states: { a: [] }, programs: { a: labelsOf(program) } });
  }

  for (const [title, program] of duplicates) {
    it(`the preview refuses it and names both: ${title}`, () => refused(program, '"one"', '"two"'));
  }

  it("the preview refuses it and names both: the same derived id in two components", () => {
    const room = (parent: string) => group("room", { groupId: undefined }, { parent: ref(`Box ${parent}`) });
    return refused([box("one"), box("two"), room("one"), room("two")], "room", "one", "two");
  });
});
