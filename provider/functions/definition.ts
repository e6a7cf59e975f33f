import type { z } from "zod";
import type { OperationContext } from "../handler";

/** What a function works with. */
export type FunctionContext = Pick<OperationContext, "client" | "settings" | "call">;

/** One function of the package, told in plain TypeScript: arguments in, a result or a typed error out. */
export interface FunctionDefinition<A, R> {
  /** What each argument must be; only arguments that are so come to the two below. */
  readonly shape: Readonly<Record<keyof A, z.ZodType>>;
  /** What is read, after "Could not read": `the members of the group ops-room`. */
  describe(args: A): string;
  run(args: A, context: FunctionContext): Promise<R>;
}

/** Has the compiler hold a definition to its contract. */
export function define<A, R>(definition: FunctionDefinition<A, R>): FunctionDefinition<A, R> {
  return definition;
}
