import type { AppHandle } from "../../../../emulator";
import { childSubject, parentId } from "./parentGroup";
import type { Args, Subject } from "./subject";

const attributes = {
  ...childSubject,
  kind: "GroupAttributes",
  causeDrift: (app, inputs) =>
    app.setAttributes(parentId(inputs), { ...app.attributes(parentId(inputs)), theme: "wiped" }),
  exists: (app, inputs) => Object.keys(ownOf(app, inputs)).length > 0,
  actual: (app, inputs) => ({ ...inputs, attributes: ownOf(app, inputs) }),
} as const satisfies Partial<Subject>;

export const attributesSubjects: readonly Subject[] = [
  {
    ...attributes,
    name: "GroupAttributes",
    args: (name) => ({ groupId: `parent-${name}`, attributes: { theme: "dark", phase: "one" } }),
    changes: () => ({ attributes: { theme: "light" } }),
  },
  {
    ...attributes,
    name: "GroupAttributes, not exclusive",
    createParent(app, name) {
      childSubject.createParent(app, name);
      app.setAttributes(`parent-${name}`, { theirs: "kept" });
    },
    args: (name) => ({ groupId: `parent-${name}`, attributes: { theme: "dark", phase: "one" }, exclusive: false }),
    changes: () => ({ attributes: { theme: "light" } }),
    foreign: (app, inputs) => app.attributes(parentId(inputs))["theirs"],
  },
];

/** All attributes except foreign ones. */
function ownOf(app: AppHandle, inputs: Args): Readonly<Record<string, string>> {
  const { theirs: _, ...own } = app.attributes(parentId(inputs));
  return own;
}
