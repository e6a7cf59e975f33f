import type { AppHandle } from "../../../../emulator";
import { inGroup, placeId } from "./place";
import type { Args, Subject } from "./subject";

const attributes = {
  ...inGroup,
  kind: "GroupAttributes",
  disturb: (app, inputs) => app.setAttributes(placeId(inputs), { ...app.attributes(placeId(inputs)), theme: "wiped" }),
  isThere: (app, inputs) => Object.keys(ownOf(app, inputs)).length > 0,
  actual: (app, inputs) => ({ ...inputs, attributes: ownOf(app, inputs) }),
} as const satisfies Partial<Subject>;

export const attributesSubjects: readonly Subject[] = [
  {
    ...attributes,
    name: "GroupAttributes",
    args: (name) => ({ groupId: `place-${name}`, attributes: { theme: "dark", phase: "one" } }),
    changes: () => ({ attributes: { theme: "light" } }),
  },
  {
    ...attributes,
    name: "GroupAttributes, not exclusive",
    place(app, name) {
      inGroup.place(app, name);
      app.setAttributes(`place-${name}`, { theirs: "kept" });
    },
    args: (name) => ({ groupId: `place-${name}`, attributes: { theme: "dark", phase: "one" }, exclusive: false }),
    changes: () => ({ attributes: { theme: "light" } }),
    foreign: (app, inputs) => app.attributes(placeId(inputs))["theirs"],
  },
];

/** All attributes except foreign ones. */
function ownOf(app: AppHandle, inputs: Args): Readonly<Record<string, string>> {
  const { theirs: _, ...own } = app.attributes(placeId(inputs));
  return own;
}
