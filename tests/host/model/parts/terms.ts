/** The places of abstract content. They are names of every sort: a key, a user, the own part of a topic's id. */
export const slots = ["a", "b", "c", "d"] as const;
export type Slot = (typeof slots)[number];

export const values = ["1", "2"] as const;
export type Value = (typeof values)[number];

/** What stands for the values where they are times. */
export const ends: Readonly<Record<Value, string>> = { "1": "2040-01-01T00:00:00Z", "2": "2041-01-01T00:00:00Z" };

/** Two stacks of one name: each has its state in a backend of its own. The group `own` is declared by the first one. */
export const stacks = ["A", "B"] as const;
export type Stack = (typeof stacks)[number];

/** The group of the first stack, and one of a stranger. */
export const placeNames = ["own", "theirs"] as const;
export type PlaceName = (typeof placeNames)[number];

export const adoptions = ["owned", "never", "always"] as const;
export type Adopt = (typeof adoptions)[number];

/** The logical names of parts. */
export const names = ["p0", "p1", "p2", "p3"] as const;
export type Name = (typeof names)[number];

export type Content = ReadonlyMap<Slot, Value>;
