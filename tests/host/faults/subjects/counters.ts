import type { AppHandle } from "../../../../emulator";
import { inGroup, placeId } from "./place";
import type { Args, Subject } from "./subject";

export const counterSubjects: readonly Subject[] = [
  {
    ...inGroup,
    name: "GroupCounters",
    kind: "GroupCounters",
    place(app, name) {
      inGroup.place(app, name);
      app.setCounters(`place-${name}`, { theirs: 7n });
    },
    args: (name) => ({
      groupId: `place-${name}`,
      initial: { asked: "0" },
      fixed: { seats: "9007199254740993", tables: "1" },
    }),
    changes: () => ({ fixed: { seats: "-9007199254740993" } }),
    isThere: (app, inputs) => Object.keys(ownOf(app, inputs)).length > 0,
    disturb: (app, inputs) => app.setCounters(placeId(inputs), { ...app.counters(placeId(inputs)), seats: 5n }),
    actual(app, inputs) {
      const { asked, ...fixed } = ownOf(app, inputs);
      return { ...inputs, initial: { asked }, fixed };
    },
    foreign: (app, inputs) => app.counters(placeId(inputs))["theirs"],
  },
];

function ownOf(app: AppHandle, inputs: Args): Readonly<Record<string, string>> {
  const { theirs: _, ...own } = app.counters(placeId(inputs));
  return Object.fromEntries(Object.entries(own).map(([key, value]) => [key, String(value)]));
}
