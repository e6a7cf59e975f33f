import type { AppHandle } from "../../../../emulator";
import { inGroup, placeId } from "./place";
import type { Args, Subject } from "./subject";

const owner = "carol";

export const memberSubjects: readonly Subject[] = [
  {
    ...inGroup,
    name: "GroupMembers",
    kind: "GroupMembers",
    args: (name) => ({
      groupId: `place-${name}`,
      members: [{ userId: "alice", role: "Admin", nameCard: "Alice" }, { userId: "bob" }],
    }),
    changes: () => ({ members: [{ userId: "alice", nameCard: "Alice A." }, { userId: "dave" }] }),
    isThere: (app, inputs) => ownOf(app, inputs).length > 0,
    disturb: (app, inputs) => app.setMember(placeId(inputs), "alice", { nameCard: "Nobody" }),
    actual: (app, inputs) => ({ ...inputs, members: ownOf(app, inputs) }),
  },
  {
    ...inGroup,
    name: "GroupMember",
    kind: "GroupMember",
    place(app, name) {
      inGroup.place(app, name);
      app.join(`place-${name}`, "bob");
    },
    args: (name) => ({ groupId: `place-${name}`, userId: "alice", role: "Admin", nameCard: "Alice" }),
    changes: () => ({ role: "Member", nameCard: "Alice A." }),
    isThere: (app, inputs) => app.member(placeId(inputs), "alice") !== undefined,
    disturb: (app, inputs) => app.setMember(placeId(inputs), "alice", { nameCard: "Nobody" }),
    actual(app, inputs) {
      const { role, nameCard } = app.member(placeId(inputs), "alice") ?? {};
      return { ...inputs, role, nameCard };
    },
    foreign: (app, inputs) => app.member(placeId(inputs), "bob"),
  },
];

/** All members except the owner, in the form of inputs. */
function ownOf(app: AppHandle, inputs: Args): readonly object[] {
  return app
    .members(placeId(inputs))
    .filter(({ account }) => account !== owner)
    .map(({ account, role, nameCard }) => ({
      userId: account,
      ...(role === "Admin" && { role }),
      ...(nameCard !== "" && { nameCard }),
    }));
}
