/** The places of abstract content. They are names of every sort: a key, a user, the own part of a topic's id. */
export const slots = ["a", "b", "c", "d"] as const;
export type Slot = (typeof slots)[number];

export const values = ["1", "2"] as const;
export type Value = (typeof values)[number];

/** What stands for the values where they are times. */
export const ends: Readonly<Record<Value, string>> = { "1": "2040-01-01T00:00:00Z", "2": "2041-01-01T00:00:00Z" };

export const stacks = ["acme/chat/dev", "acme/chat/prod"] as const;
export type Stack = (typeof stacks)[number];

/** The group that the first stack has made, and one of a stranger. */
export const placeNames = ["own", "theirs"] as const;
export type PlaceName = (typeof placeNames)[number];

export type Adopt = "owned" | "never" | "always";

export type Content = ReadonlyMap<Slot, Value>;

/** What a program says of one part of a group. */
export interface Declaration {
  readonly content: Content;
  readonly adopt: Adopt;
}
