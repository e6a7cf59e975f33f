import type { AppHandle } from "../../../../emulator";
import { inGroup, placeId } from "./place";
import type { Args, Subject } from "./subject";

const until = "2040-01-01T00:00:00Z";
/** A user muted or banned by another client. */
const others = "dave";

const restriction = {
  ...inGroup,
  args: (name: string) => ({ groupId: `place-${name}`, userIds: ["alice", "bob"], until }),
  changes: () => ({ userIds: ["alice"], until: "2041-01-01T00:00:00Z" }),
} as const;

export const restrictionSubjects: readonly Subject[] = [
  {
    ...restriction,
    name: "MutedMembers",
    kind: "MutedMembers",
    place(app, name) {
      inGroup.place(app, name);
      for (const userId of ["alice", "bob", others]) app.join(`place-${name}`, userId);
      app.mute(`place-${name}`, others);
    },
    isThere: (app, inputs) => ownOf(app.muted(placeId(inputs))).length > 0,
    disturb: (app, inputs) => app.unmute(placeId(inputs), "alice"),
    actual: (app, inputs) => actual(app.muted(placeId(inputs)), inputs),
    foreign: (app, inputs) => app.muted(placeId(inputs))[others],
  },
  {
    ...restriction,
    name: "BannedMembers",
    kind: "BannedMembers",
    place(app: AppHandle, name: string) {
      app.create({ groupId: `place-${name}`, type: "AVChatRoom", name: "Place" });
      app.ban(`place-${name}`, others);
    },
    isThere: (app, inputs) => ownOf(app.banned(placeId(inputs))).length > 0,
    disturb: (app, inputs) => app.unban(placeId(inputs), "alice"),
    actual: (app, inputs) => actual(app.banned(placeId(inputs)), inputs),
    foreign: (app, inputs) => app.banned(placeId(inputs))[others],
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
