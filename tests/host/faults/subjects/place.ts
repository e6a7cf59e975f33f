import type { Args, Subject } from "./subject";

/** A part of a group of its own, which is not made by the program: a destroy of the part leaves it. */
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
