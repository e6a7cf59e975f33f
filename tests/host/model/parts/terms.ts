export { type Adopt, adoptions, type Key, type Stack, stacks } from "../engine/terms";

/** The places of abstract content. They are names of every sort: a key, a user, the own part of a topic's id. */
export const slots = ["a", "b", "c", "d", "e"] as const;
export type Slot = (typeof slots)[number];

export const values = ["1", "2"] as const;
export type Value = (typeof values)[number];

/** What stands for the values where they are times. */
export const ends: Readonly<Record<Value, string>> = { "1": "2040-01-01T00:00:00Z", "2": "2041-01-01T00:00:00Z" };

/** The group of the first stack, and one of a stranger. */
export const placeNames = ["own", "theirs"] as const;
export type PlaceName = (typeof placeNames)[number];

/** What has to come about for the model to say anything of it, beside what a family cannot have. */
export const situations = [
  "a program of the one stack, and the other one has parts",
  "a rename without an alias",
  "a rename with an alias",
  "a key or a user moves to another resource",
  "a shift in a list",
  "two change places",
  "one for all",
  "one for each",
  "another order",
  "another resource for the group, or none",
  "a part is handed over",
  "a part is handed over in part",
  "an update leaves things to others",
  "a part of others is taken over",
  "a part of others is refused",
  "a part is left in a group that is somebody else's",
  "something is removed",
  "protect stops a delete",
  "a part is retained",
  "a part is deleted with its group",
  "a run with a former key's mark",
  "a mark is wiped",
  "somebody else marks the group",
  "a run with marks in an attribute",
  "a run with marks in a custom field",
  "a run is killed before a step",
  "a run is killed after a step",
  "an answer is lost in a step",
  "calls are refused in a step",
  "an up is done",
  "an up fails",
  "a destroy",
  "a refresh",
] as const;
export type Situation = (typeof situations)[number];

/** The logical names of parts. */
export const names = ["p0", "p1", "p2", "p3"] as const;
export type Name = (typeof names)[number];

export type Content = ReadonlyMap<Slot, Value>;
