import { rm } from "node:fs/promises";
import path from "node:path";
import { type Bench, groupsProgram, startBench } from "../support/groups";
import { assertMessage, type Mistake } from "./mistake";

const room = { name: "room", args: { groupId: "room", type: "Public", name: "Room" } };
const withArgs = (args: object) => groupsProgram([{ ...room, args: { ...room.args, ...args } }]);
const programOf = (after: string) => groupsProgram([room], "", after);

/** A preview or an up of another program, which fails. */
const failing =
  (command: "preview" | "up", program: string) =>
  async ({ workspace }: Bench): Promise<string> => {
    await workspace.writeProgram(program);
    return (await workspace[command]({ expectCode: "failure" })).all;
  };

const mistakes: readonly Mistake[] = [
  {
    number: 3,
    title: "Group.get of a missing group",
    make: failing("up", programOf('chat.Group.get("lobby", "no-such-group");')),
    names: [/no-such-group/],
  },
  {
    number: 4,
    title: "getGroup of a missing group",
    make: failing("preview", programOf('chat.getGroup({ groupId: "no-such-group" });')),
    names: [/no-such-group/],
  },
  {
    number: 5,
    title: "an output in a template",
    make: failing(
      "preview",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the mistake itself
      programOf('new chat.Group("other", { type: "Public", name: "x", introduction: `For ${groups[0].groupId}` });'),
    ),
    names: [/introduction/, /pulumi\.interpolate/],
  },
  {
    number: 6,
    title: "an output in the plain form of a function",
    make: failing("preview", programOf("chat.getGroup({ groupId: groups[0].groupId });")),
    names: [/getGroupOutput/],
  },
  {
    number: 10,
    title: "an owner without an account",
    make: failing("up", withArgs({ ownerAccount: "nobody" })),
    names: [/its ownerAccount "nobody"/, /Declare an Account with the userId "nobody"/],
  },
  {
    number: 12,
    title: "a misspelt type",
    make: failing("preview", withArgs({ type: "Publik" })),
    names: [/type must be one of Private, .*; got text of 6 bytes/, /did you mean Public\?/],
  },
  {
    number: 13,
    title: "a misspelt property",
    make: failing("preview", withArgs({ introdution: "x" })),
    names: [/introdution is not a property of this resource/, /did you mean introduction\?/, /it has type, name/],
  },
  {
    number: 13,
    title: "a property that this type does not have",
    make: failing("preview", withArgs({ supportTopic: true })),
    names: [/supportTopic cannot be set on a group of type Public/],
  },
  {
    number: 15,
    title: "a name that is too long",
    make: failing("preview", withArgs({ name: "大".repeat(11) })),
    names: [
      /name must be text of 1 to 100 bytes|name must be text of 1 to 30 bytes/,
      /got text of 33 bytes \(11 characters\)/,
    ],
  },
  {
    number: 16,
    title: "another type",
    make: async ({ workspace }) => {
      await workspace.up();
      await workspace.writeProgram(withArgs({ type: "ChatRoom" }));
      return (await workspace.preview()).all;
    },
    names: [/will be replaced, since its type changes from Public to ChatRoom/, /with its messages and members/],
  },
  {
    number: 17,
    title: "an id that somebody else's group has",
    make: async (bench) => {
      bench.emulator.app().create({ groupId: "room", type: "Public", name: "Theirs" });
      return failing("up", withArgs({}))(bench);
    },
    names: [/Refused to adopt the group room/, /adopt: "always"/, /Nothing was changed/],
  },
  {
    number: 18,
    title: "two resources for one group",
    make: failing("preview", groupsProgram([room, { ...room, name: "copy" }])),
    names: [/groupId of Group "(copy|room)"/, /which Group "(copy|room)" declares as well/, /another groupId/],
  },
  {
    number: 19,
    title: "a guard that does not hold",
    make: async ({ emulator, workspace }) => {
      await workspace.writeProgram(withArgs({ disbandOnlyIf: { membersAtMost: 0 } }));
      await workspace.up();
      emulator.app().join("room", "alice");
      return (await workspace.destroy({ expectCode: "failure" })).all;
    },
    names: [/membersAtMost 0: it has 1 member/, /TENCENT_CHAT_FORCE_DISBAND=room/],
  },
  {
    number: 20,
    title: "the package is not in node_modules",
    make: async ({ workspace }) => {
      await workspace.up();
      await rm(path.join(workspace.directory, "node_modules", "pulumi-tencent-chat"), { recursive: true });
      return (await workspace.destroy({ expectCode: "failure" })).all;
    },
    names: [/pulumi-tencent-chat/, /dependencies of (your|the) program/],
    omits: /Require stack|at Module\._/,
  },
];

describe("the message for a mistake in the program", () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await startBench([room]);
  });
  afterEach(() => bench.dispose());

  for (const mistake of mistakes) {
    it(`${mistake.number}: ${mistake.title}`, async () => assertMessage(mistake, await mistake.make(bench)));
  }
});
