import type { AppHandle } from "../../../../emulator";
import { childSubject, parentId } from "./parentGroup";
import type { Args, Subject } from "./subject";

const owner = "carol";

export const memberSubjects: readonly Subject[] = [
  {
    ...childSubject,
    name: "GroupMembers",
    kind: "GroupMembers",
    args: (name) => ({
      groupId: `parent-${name}`,
      members: { alice: { role: "Admin", nameCard: "Alice" }, bob: {} },
    }),
    changes: () => ({ members: { alice: { nameCard: "Alice A." }, dave: {} } }),
    exists: (app, inputs) => Object.keys(ownOf(app, inputs)).length > 0,
    causeDrift: (app, inputs) => app.setMember(parentId(inputs), "alice", { nameCard: "Nobody" }),
    actual: (app, inputs) => ({ ...inputs, members: ownOf(app, inputs) }),
  },
  {
    ...childSubject,
    name: "GroupMember",
    kind: "GroupMember",
    createParent(app, name) {
      childSubject.createParent(app, name);
      app.join(`parent-${name}`, "bob");
    },
    args: (name) => ({ groupId: `parent-${name}`, userId: "alice", role: "Admin", nameCard: "Alice" }),
    changes: () => ({ role: "Member", nameCard: "Alice A." }),
    exists: (app, inputs) => app.member(parentId(inputs), "alice") !== undefined,
    causeDrift: (app, inputs) => app.setMember(parentId(inputs), "alice", { nameCard: "Nobody" }),
    actual(app, inputs) {
      const { role, nameCard } = app.member(parentId(inputs), "alice") ?? {};
      return { ...inputs, role, nameCard };
    },
    foreign: (app, inputs) => app.member(parentId(inputs), "bob"),
  },
];

/** All members except the owner, in the form of inputs. */
function ownOf(app: AppHandle, inputs: Args): Readonly<Record<string, object>> {
  const members = app.members(parentId(inputs)).filter(({ account }) => account !== owner);
  return Object.fromEntries(
    members.map(({ account, role, nameCard }) => [
      account,
      { ...(role === "Admin" && { role }), ...(nameCard !== "" && { nameCard }) },
    ]),
  );
}
