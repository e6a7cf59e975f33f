import * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, FunctionName, ResultOf } from "../../provider/functions";
import { withoutLostValues } from "../base/lostValues";
import { currentMocks } from "../base/mocks";
import { refusePlainTextKey } from "../base/plainTextKey";
import { programError } from "../base/programError";
import { type FunctionOptions, type ProviderSettings, providerOf } from "./options";

/**
 * Calls a function in this process, or under Pulumi's mocks `mocks.call` with the token `tencent-chat:index:<name>`.
 *
 * @param explicit the arguments of the explicit provider
 * @throws RunError for every failure
 */
export async function call<N extends FunctionName>(
  name: N,
  args: ArgsOf<N> | undefined,
  explicit: ProviderSettings,
  opts: FunctionOptions,
): Promise<ResultOf<N>> {
  refusePlainTextKey();
  withoutLostValues(name, args);
  const mocks = currentMocks();
  if (mocks !== undefined) return callMock(mocks, name, args ?? {}, opts) as Promise<ResultOf<N>>;
  // Loaded by the first call: a program that only declares resources needs no HTTP client.
  const { callFunction }: typeof import("../../provider/functions") = require("../../provider/functions");
  const config = (key: string) => explicit[key] ?? pulumi.runtime.getConfig(key);
  try {
    return await callFunction(name, args ?? ({} as ArgsOf<N>), config);
  } catch (error) {
    // Any other error is printed with its source and stack.
    throw programError(`${error instanceof Error ? error.message : String(error)}${inlineHint(config)}`);
  }
}

/** The result is returned as it is: Pulumi's own way of calling a mock turns lists and numbers into objects. */
async function callMock(
  { call }: pulumi.runtime.Mocks,
  name: string,
  inputs: object,
  opts: FunctionOptions,
): Promise<unknown> {
  const provider = providerOf(opts);
  const reference = provider && (await resolved(pulumi.interpolate`${provider.urn}::${provider.id}`));
  return call({ token: `tencent-chat:index:${name}`, inputs, ...(reference !== undefined && { provider: reference }) });
}

function resolved<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply((value) => resolve(value)));
}

/**
 * Says where an inline program of the Automation API finds its settings. The workspace gives its variables to the CLI, whose
 * processes inherit them; the program runs in the process that calls the Automation API.
 */
function inlineHint(config: (key: string) => string | undefined): string {
  const isMissing = (key: string, variable: string) =>
    !config(`tencent-chat:provider.${key}`) && !process.env[variable] && config(`tencent-chat:${key}`) === undefined;
  const isConfigured =
    !isMissing("sdkAppId", "TENCENT_CHAT_SDK_APP_ID") && !isMissing("secretKey", "TENCENT_CHAT_SECRET_KEY");
  if (isConfigured || !isInlineProgram()) return "";
  return (
    "\nThis is an inline program of the Automation API: a function runs in your own process, which does not get the `envVars` of the workspace. " +
    "Set the variables in `process.env`, set the config with `stack.setConfig`, or give the function an explicit Provider."
  );
}

/** The Automation API runs an inline program with settings of its own. The function is internal to the SDK: without it, no hint. */
function isInlineProgram(): boolean {
  try {
    return require("@pulumi/pulumi/runtime/state").getLocalStore() !== undefined;
  } catch {
    return false;
  }
}
