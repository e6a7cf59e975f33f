import { OperationError } from "../../errors";
import { callFunction, type FunctionName, functions } from "../../functions";
import type { Properties } from "../../handler";
import type { Lookup } from "../../settings";
import { toPlainJson } from "../hostProperties";
import { runOperation } from "../runOperation";
import { tokenPrefix } from "./properties/urn";
import { hasSecret, plainOf, secret, type WireProperties } from "./properties/values";
import { parsedSchema } from "./schemaFile";

/** Calls a function. What it reads for a secret argument is secret. */
export async function invoke(token: string, args: WireProperties, lookup: Lookup): Promise<Properties> {
  const name = nameOf(token);
  const result = await runOperation(`Could not call ${name}`, () => callFunction(name, plainOf(args) as never, lookup));
  const outputs = toPlainJson(asObject(token, result)) as Properties;
  if (!hasSecret(args)) return outputs;
  return Object.fromEntries(Object.entries(outputs).map(([property, value]) => [property, secret(value)]));
}

function nameOf(token: string): FunctionName {
  const name = token.slice(tokenPrefix.length);
  if (token.startsWith(tokenPrefix) && Object.hasOwn(functions, name)) return name as FunctionName;
  throw new OperationError(`There is no function ${token}: there are ${Object.keys(functions).join(", ")}.`);
}

/** A result must be an object for the engine: in the schema, one that is not has the only output. */
function asObject(token: string, result: unknown): object {
  const [output, ...others] = Object.keys(parsedSchema().functions[token]?.outputs?.properties ?? {});
  if (output !== undefined && others.length === 0) return { [output]: result };
  return result as object;
}
