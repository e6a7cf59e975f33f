import type { AppHandle } from "../../../../emulator";
import { childSubject, parentId } from "./parentGroup";
import type { Args, Subject } from "./subject";

const until = "2040-01-01T00:00:00Z";
/** A user muted or banned by another client. */
const others = "dave";

const restriction = {
  ...childSubject,
  args: (name: string) => ({ groupId: `parent-${name}`, userIds: ["alice", "bob"], until }),
  changes: () => ({ userIds: ["alice"], until: "2041-01-01T00:00:00Z" }),
} as const;

export const restrictionSubjects: readonly Subject[] = [
  {
    ...restriction,
    name: "MutedMembers",
    kind: "MutedMembers",
    createParent(app, name) {
      childSubject.createParent(app, name);
      for (const userId of ["alice", "bob", others]) app.join(`parent-${name}`, userId);
      app.mute(`parent-${name}`, others);
    },
    exists: (app, inputs) => ownOf(app.muted(parentId(inputs))).length > 0,
    causeDrift: (app, inputs) => app.unmute(parentId(inputs), "alice"),
    actual: (app, inputs) => actual(app.muted(parentId(inputs)), inputs),
    foreign: (app, inputs) => app.muted(parentId(inputs))[others],
  },
  {
    ...restriction,
    name: "BannedMembers",
    kind: "BannedMembers",
    createParent(app: AppHandle, name: string) {
      app.create({ groupId: `parent-${name}`, type: "AVChatRoom", name: "Parent" });
      app.ban(`parent-${name}`, others);
    },
    exists: (app, inputs) => ownOf(app.banned(parentId(inputs))).length > 0,
    causeDrift: (app, inputs) => app.unban(parentId(inputs), "alice"),
    actual: (app, inputs) => actual(app.banned(parentId(inputs)), inputs),
    foreign: (app, inputs) => app.banned(parentId(inputs))[others],
  },
];

type Ends = Readonly<Record<string, number>>;

function ownOf(ends: Ends): readonly string[] {
  return Object.keys(ends)
    .filter((userId) => userId !== others)
    .sort();
}

/** The end is set in seconds from now, so it is off by the duration of the call. */
function actual(ends: Ends, inputs: Args): Args {
  const declared = Date.parse(String(inputs["until"])) / 1000;
  const own = ownOf(ends);
  const ended = own.find((userId) => Math.abs((ends[userId] ?? 0) - declared) > 60);
  return { ...inputs, userIds: own, ...(ended !== undefined && { until: ends[ended] }) };
}
