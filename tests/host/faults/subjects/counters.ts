import type { AppHandle } from "../../../../emulator";
import { childSubject, parentId } from "./parentGroup";
import type { Args, Subject } from "./subject";

export const counterSubjects: readonly Subject[] = [
  {
    ...childSubject,
    name: "GroupCounters",
    kind: "GroupCounters",
    createParent(app, name) {
      childSubject.createParent(app, name);
      app.setCounters(`parent-${name}`, { theirs: 7n });
    },
    args: (name) => ({
      groupId: `parent-${name}`,
      initial: { asked: "0" },
      fixed: { seats: "9007199254740993", tables: "1" },
    }),
    changes: () => ({ fixed: { seats: "-9007199254740993" } }),
    exists: (app, inputs) => Object.keys(ownOf(app, inputs)).length > 0,
    causeDrift: (app, inputs) => app.setCounters(parentId(inputs), { ...app.counters(parentId(inputs)), seats: 5n }),
    actual(app, inputs) {
      const { asked, ...fixed } = ownOf(app, inputs);
      return { ...inputs, initial: { asked }, fixed };
    },
    foreign: (app, inputs) => app.counters(parentId(inputs))["theirs"],
  },
];

function ownOf(app: AppHandle, inputs: Args): Readonly<Record<string, string>> {
  const { theirs: _, ...own } = app.counters(parentId(inputs));
  return Object.fromEntries(Object.entries(own).map(([key, value]) => [key, String(value)]));
}
