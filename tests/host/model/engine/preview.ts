import { UNKNOWN } from "../../support/values";
import { inputsOf, type Owner, type Program, urnOf } from "./program";
import { CheckFailed, type ProviderOfRun } from "./provider";
import type { Snapshot } from "./snapshot";

/**
 * `pulumi preview`, as far as the provider can refuse it: everything is checked, and compared with the state.
 *
 * @param owner the identity is `UNKNOWN` before the first up, unless it is pinned
 * @returns why the program is refused; undefined if it is valid
 */
export async function preview(
  { resources }: Snapshot,
  program: Program,
  owner: Owner,
  provider: ProviderOfRun,
  replace: readonly string[] = [],
): Promise<string | undefined> {
  const outputs = new Map<string, Readonly<Record<string, unknown>>>();
  try {
    for (const declared of program) {
      const urn = urnOf(declared);
      const names = [urn, ...(declared.options?.aliases ?? [])];
      const old = names
        .map((name) => resources.find((each) => each.urn === name && !each.isDeleted))
        .find((each) => each !== undefined);
      const goal = inputsOf(declared, owner, ({ $of, output }) => outputs.get($of)?.[output] ?? UNKNOWN);
      const isForced = replace.includes(urn);
      const inputs = await provider.check(declared.kind, urn, isForced ? {} : (old?.inputs ?? {}), goal);
      outputs.set(urn, inputs);
      if (old === undefined || isForced || !(await provider.diff(old, inputs)).replaces) continue;
      outputs.set(urn, await provider.check(declared.kind, urn, {}, goal));
    }
    return undefined;
  } catch (error) {
    if (error instanceof CheckFailed) return error.message;
    throw error;
  }
}
