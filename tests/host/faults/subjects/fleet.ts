import type { AppHandle } from "../../../../emulator";
import type { Args, Subject } from "./subject";

type Groups = Readonly<Record<string, Args>>;

const keys = ["one", "two"] as const;

export const fleetSubjects: readonly Subject[] = [
  {
    name: "GroupFleet, one of two groups",
    kind: "GroupFleet",
    codes: "kinds",
    args: (name) => ({
      defaults: { type: "Public", muteAllMembers: true },
      groups: { one: { groupId: `fleet-${name}`, name: "One", ownerAccount: "alice" }, two: { name: "Two" } },
    }),
    changes: (name) => ({
      groups: { one: { groupId: `fleet-${name}`, name: "Renamed", ownerAccount: "bob" }, two: { name: "Moved on" } },
    }),
    faultFilter: (inputs) => ({ groupId: idOf(inputs, "one") }),
    exactlyOnce: ["create_group", "destroy_group"],
    exists: (app, inputs) => keys.some((key) => app.group(idOf(inputs, key)) !== undefined),
    causeDrift: (app, inputs) => app.setAttributes(idOf(inputs, "one"), { theme: "dark" }),
    mark: (app, inputs) => keys.map((key) => app.attributes(idOf(inputs, key))["pulumi"]),
    actual: (app, inputs) => ({
      ...inputs,
      groups: Object.fromEntries(keys.map((key) => [key, actualOf(app, inputs, key)])),
    }),
  },
];

function idOf({ ids }: Args, key: (typeof keys)[number]): string {
  return String((ids as Readonly<Record<string, unknown>>)[key]);
}

/** The settings that the program gives, with the values of the service. */
function actualOf(app: AppHandle, inputs: Args, key: (typeof keys)[number]): Args {
  const found: Args = { ...app.group(idOf(inputs, key)) };
  const declared = (inputs["groups"] as Groups)[key] ?? {};
  return Object.fromEntries(Object.keys(declared).map((property) => [property, found[property]]));
}
