import type { AppHandle } from "../../../../emulator";
import type { Args, Subject } from "./subject";

type Map<T> = Readonly<Record<string, T>>;

/** A fault hits the first of its groups; the other one has a derived id, for which its key has to be unique. */
const groupsOf = (name: string, one: Args, two: Args) => ({
  [`${name}-one`]: { groupId: `fleet-${name}`, ...one },
  [`${name}-two`]: two,
});

export const fleetSubjects: readonly Subject[] = [
  {
    name: "GroupFleet, one of its groups",
    kind: "GroupFleet",
    codes: "kinds",
    args: (name) => ({
      defaults: { type: "Public", notification: "Hello" },
      groups: groupsOf(name, { name: "One", ownerAccount: "alice" }, { name: "Two" }),
    }),
    changes: (name) => ({
      groups: groupsOf(name, { name: "Renamed", ownerAccount: "bob" }, { name: "Moved on" }),
    }),
    faultFilter: (inputs) => ({ groupId: idsOf(inputs)[0] ?? "" }),
    exactlyOnce: ["create_group", "destroy_group"],
    exists: (app, inputs) => idsOf(inputs).some((id) => app.group(id) !== undefined),
    causeDrift: (app, inputs) => app.setAttributes(idsOf(inputs)[0] ?? "", { theme: "dark" }),
    mark: (app, inputs) => idsOf(inputs).map((id) => app.attributes(id)["pulumi"]),
    actual(app, inputs) {
      const groups = inputs["groups"] as Map<Args>;
      const { type, notification } = { ...app.group(idsOf(inputs)[0] ?? "") };
      const found = Object.keys(groups).map((key) => [key, actualOf(app, inputs, key, groups[key])]);
      return { ...inputs, defaults: { type, notification }, groups: Object.fromEntries(found) };
    },
  },
];

function idsOf(inputs: Args): readonly string[] {
  return Object.values(idsByKey(inputs));
}

function idsByKey({ ids }: Args): Map<string> {
  return JSON.parse(String(ids));
}

/** The settings that the program gives, with the values of the service. */
function actualOf(app: AppHandle, inputs: Args, key: string, declared: Args = {}): Args {
  const found: Args = { ...app.group(String(idsByKey(inputs)[key])) };
  return Object.fromEntries(Object.keys(declared).map((property) => [property, found[property]]));
}
