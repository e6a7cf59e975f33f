import { DEFAULT_APP, type EmulatorOptions } from "../../../emulator";
import { ChildHost } from "../groupChildren/childHost";
import type { HostError } from "../support/errors";
import type { ResourceState } from "../support/groups";

/** Accounts that exist besides alice and bob. */
const users = ["carol", "dave", "erin", "mallory"] as const;

/** A provider process for members of an app that declares the member field `team`. */
export async function memberHost(kind: string, emulator: EmulatorOptions = {}): Promise<ChildHost> {
  const apps = [{ ...DEFAULT_APP, memberCustomFieldKeys: ["team"] }];
  const bench = await ChildHost.start(kind, { emulator: { apps, ...emulator } });
  bench.app.importAccounts(...users);
  return bench;
}

/** The members of a group by role, such as `alice: Owner`. */
export function rolesIn(bench: ChildHost, groupId: string): Readonly<Record<string, string>> {
  return Object.fromEntries(bench.app.members(groupId).map(({ account, role }) => [account, role]));
}

/** The state of a resource whose change stopped halfway. */
export function partlyUpdated(state: Pick<ResourceState, "inputs">, { partialFailure }: HostError): ResourceState {
  const { __provider: _, ...outputs } = partialFailure?.properties ?? {};
  return { id: partialFailure?.id ?? "", inputs: state.inputs, outputs };
}

let serial = 0;

/** A group of this stack that belongs to alice. */
export async function ownGroup(bench: ChildHost, members: readonly string[] = [], more: object = {}): Promise<string> {
  serial += 1;
  const groupId = await bench.group(`own-${serial}`, { ownerAccount: "alice", ...more });
  for (const userId of members) bench.app.join(groupId, userId);
  return groupId;
}

/** A group of another stack, or an unmarked one. */
export function createForeignGroup(bench: ChildHost, members: readonly string[] = []): string {
  serial += 1;
  const groupId = `foreign-${serial}`;
  bench.app.create({ groupId, type: "Public", name: "Theirs", ownerAccount: "alice" });
  for (const userId of members) bench.app.join(groupId, userId);
  return groupId;
}
