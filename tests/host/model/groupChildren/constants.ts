export { type Adopt, adoptions, type Key, type StackName, stacks } from "../engine/constants";

/** Names of abstract contents. They serve as every kind of name: a key, a user, the own segment of a topic's id. */
export const slots = ["a", "b", "c", "d", "e"] as const;
export type Slot = (typeof slots)[number];

export const values = ["1", "2"] as const;
export type Value = (typeof values)[number];

/** Stands for the values if they are times. */
export const ends: Readonly<Record<Value, string>> = { "1": "2040-01-01T00:00:00Z", "2": "2041-01-01T00:00:00Z" };

/** The group of the first stack, and a foreign one. */
export const parentNames = ["own", "theirs"] as const;
export type ParentName = (typeof parentNames)[number];

/** The situations that the model has to reach, except those that a family cannot have. */
export const situations = [
  "a run of one stack while the other one has child resources",
  "a rename without an alias",
  "a rename with an alias",
  "a key or a user moves to another resource",
  "entries of a list shift",
  "two are swapped",
  "many are merged into one",
  "one is split into many",
  "a different order",
  "the group gets another resource, or none",
  "a child resource is handed over",
  "a child resource is handed over partly",
  "an update leaves slots to other resources",
  "a foreign child resource is taken over",
  "a foreign child resource is refused",
  "a child resource is left in a foreign group",
  "a slot is removed",
  "protect stops a delete",
  "a child resource is retained",
  "a child resource is deleted with its group",
  "a run with the previous key's mark",
  "a mark is wiped",
  "another owner marks the group",
  "a run with marks in an attribute",
  "a run with marks in a custom field",
  "a run is killed before a step",
  "a run is killed after a step",
  "an answer is lost in a step",
  "calls are refused in a step",
  "an up succeeds",
  "an up fails",
  "a destroy",
  "a refresh",
] as const;
export type Situation = (typeof situations)[number];

/** The logical names of child resources. */
export const names = ["p0", "p1", "p2", "p3"] as const;
export type Name = (typeof names)[number];

export type Content = ReadonlyMap<Slot, Value>;
