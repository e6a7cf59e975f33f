import type { Args, Subject } from "./subject";

/** A child resource in a group that the program does not create: a destroy of the child leaves the group. */
export const childSubject = {
  codes: "kinds",
  createParent: (app, name) =>
    void app.create({ groupId: `parent-${name}`, type: "Public", name: "Parent", ownerAccount: "carol" }),
  faultFilter: (inputs) => ({ groupId: parentId(inputs) }),
  exactlyOnce: [],
} as const satisfies Partial<Subject>;

export function parentId(inputs: Args): string {
  return String(inputs["groupId"]);
}
