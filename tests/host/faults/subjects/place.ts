import type { Args, Subject } from "./subject";

/** A child resource in a group that the program does not create: a destroy of the child leaves the group. */
export const inGroup = {
  depth: "kinds",
  place: (app, name) =>
    void app.create({ groupId: `place-${name}`, type: "Public", name: "Place", ownerAccount: "carol" }),
  aim: (inputs) => ({ groupId: placeId(inputs) }),
  once: [],
} as const satisfies Partial<Subject>;

export function placeId(inputs: Args): string {
  return String(inputs["groupId"]);
}
