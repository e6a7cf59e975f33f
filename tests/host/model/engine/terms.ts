/** Two stacks of one name: each has its state in a backend of its own, and knows nothing of the other. */
export const stacks = ["A", "B"] as const;
export type Stack = (typeof stacks)[number];

export const adoptions = ["ifOwned", "never", "always"] as const;
export type Adopt = (typeof adoptions)[number];

/** The secret keys of the app: the second one comes with a rotation. */
export type Key = 0 | 1;
