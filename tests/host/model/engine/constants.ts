/** Two stacks of the same name. Each has its state in its own backend, and does not know the other. */
export const stacks = ["A", "B"] as const;
export type StackName = (typeof stacks)[number];

export const adoptions = ["ifOwned", "never", "always"] as const;
export type Adopt = (typeof adoptions)[number];

/** The secret keys of the app: the second one comes with a rotation. */
export type Key = 0 | 1;
