import type { StackName } from "../engine/constants";
import type { Parent } from "../engine/program";

export { type Adopt, adoptions, type Key, type StackName, stacks } from "../engine/constants";

export const types = ["Public", "ChatRoom", "AVChatRoom"] as const;
export type Type = (typeof types)[number];

/** The logical names of resources. */
export const names = ["n0", "n1", "n2", "n3"] as const;
export type Name = (typeof names)[number];

/** Two of the same type: to the engine, a child of the one is the same resource as a child of the other. */
export const parents = {
  x: { type: "acme:Room", name: "x" },
  y: { type: "acme:Room", name: "y" },
  z: { type: "acme:Hall", name: "z" },
} as const satisfies Record<string, Parent>;
export type ParentName = keyof typeof parents;

/** The ids that programs and foreign clients choose. Both stacks use the last one, so that they conflict. */
export const chosenIds = ["first", "second", "third", "common"] as const;
export type ChosenId = (typeof chosenIds)[number];

/** The id of a group that a program chooses. */
export function groupIdOf(stack: StackName, id: ChosenId): string {
  return id === "common" ? id : `${stack}-${id}`;
}

/** The custom fields that can hold owner marks. */
export const fields = ["field_a", "field_b"] as const;
export type Field = (typeof fields)[number];

/** The situations that the model has to reach. */
export const situations = [
  "a run of one stack while the other one has groups",
  "a rename without an alias",
  "a rename with an alias",
  "a different parent without an alias",
  "a different parent with an alias",
  "entries of a list shift",
  "two ids are swapped",
  "a different order",
  "a group is created",
  "a group is disbanded",
  "a group is swept",
  "a group is handed over within the program",
  "a handover fails",
  "a group is adopted again",
  "a group of the other stack is taken over",
  "a group of a foreign client is taken over",
  "a group of the other stack is refused",
  "a group of a foreign client is refused",
  "a guard stops a disband",
  "protect stops a delete",
  "a group is retained",
  "a run with the previous key's marks",
  "a mark is wiped",
  "a run with marks in an attribute",
  "a run with marks in a custom field",
  "a run with marks in another location",
  "a run is killed before a step",
  "a run is killed after a step",
  "a step fails halfway",
  "an up succeeds",
  "an up fails",
  "a destroy",
  "a refresh",
] as const;
export type Situation = (typeof situations)[number];

/** The app and key of the credentials in use. */
export type App = "own" | "other";

/** The account that owns some groups, and one that belongs to no program. */
export const alice = "alice";
export const mallory = "mallory";
