import type { z } from "zod";
import type { OperationContext } from "../handler";

/** What a function works with. */
export type FunctionContext = Pick<OperationContext, "client" | "settings" | "call">;

/** One function of the package, in plain TypeScript: arguments in, a result or a typed error out. */
export interface FunctionDefinition<A, R> {
  /** The schema of each argument; only valid arguments reach the two methods below. */
  readonly schema: Readonly<Record<keyof A, z.ZodType>>;
  /** Returns what is read, after "Could not read": `the members of the group ops-room`. */
  describe(args: A): string;
  run(args: A, context: FunctionContext): Promise<R>;
}

/** Lets the compiler check a definition. */
export function define<A, R>(definition: FunctionDefinition<A, R>): FunctionDefinition<A, R> {
  return definition;
}
