import { silentLogger } from "../../chat";
import { OperationError, withContext } from "../errors";
import type { Properties } from "../handler";
import { operationContext } from "../operationContext";
import { noProgram } from "../program/programView";
import { type Lookup, readSettings } from "../settings";
import { checkProperties, failureText } from "../validation/schema";
import { getGroupAttributes, getGroupCounters, getTopics } from "./contents";
import type { FunctionDefinition } from "./definition";
import { getGroup, getGroups, getJoinedGroups, listGroups } from "./groups";
import { getBannedMembers, getGroupMembers, getMutedMembers, getRoles } from "./members";
import { getOnlineMemberCount, getOnlineMembers } from "./rooms";
import { checkAccounts, getProfiles } from "./users";

/** The functions of the package. */
export const functions = {
  getGroup,
  getGroups,
  listGroups,
  getJoinedGroups,
  getGroupMembers,
  getRoles,
  getMutedMembers,
  getBannedMembers,
  getOnlineMemberCount,
  getOnlineMembers,
  getGroupAttributes,
  getGroupCounters,
  getTopics,
  checkAccounts,
  getProfiles,
};

type Functions = typeof functions;
export type FunctionName = keyof Functions;
export type ArgsOf<N extends FunctionName> = Parameters<Functions[N]["run"]>[0];
export type ResultOf<N extends FunctionName> = Awaited<ReturnType<Functions[N]["run"]>>;

/**
 * Calls a function with the settings of a provider, in this process: the engine does not support functions of dynamic
 * providers.
 *
 * @param config a lookup of namespaced config keys, as for `readSettings`
 * @throws OperationError for every failure
 */
export async function callFunction<N extends FunctionName>(
  name: N,
  args: ArgsOf<N>,
  config: Lookup,
): Promise<ResultOf<N>> {
  // The compiler cannot relate an entry of the table to its key.
  return run(name, functions[name] as unknown as FunctionDefinition<ArgsOf<N>, ResultOf<N>>, args, config);
}

async function run<A extends object, R>(
  name: string,
  { schema, describe, run }: FunctionDefinition<A, R>,
  args: A,
  config: Lookup,
): Promise<R> {
  const failures = checkProperties(schema, args as Properties, "function");
  if (failures.length > 0) {
    const list = failures.map((failure) => `  - ${failureText(failure)}`).join("\n");
    throw new OperationError(`${name} was called with invalid arguments:\n${list}`);
  }
  try {
    const settings = readSettings(config, (variable) => process.env[variable]);
    return await run(args, operationContext(settings, context));
  } catch (error) {
    throw new OperationError(withContext(`Could not read ${describe(args)}`, error));
  }
}

/** A function ends with the program that called it, and logs nothing. */
const context = { log: silentLogger, startBy: new AbortController().signal, program: noProgram };
