import { handlers, type Kind } from "./handlers";
import { type DynamicProvider, dynamicProvider } from "./hosts/dynamic/adapter";
import { programOfEngine } from "./hosts/engineProgram";
import { engineAddress } from "./hosts/engineWatch";
import { Program } from "./program/program";

type Providers = Readonly<Record<Kind, DynamicProvider>>;

/** Returns the providers of all resources, for one run of a program. A provider process serves one run. */
function providers(program: Program): Providers {
  const entries = Object.entries(handlers).map(([kind, handler]) => [kind, dynamicProvider(handler, program)]);
  return Object.fromEntries(entries) as Providers;
}

const processProviders = providers(programOfEngine(engineAddress()));

/**
 * The handler that `__provider` in the state of every `Group` requires:
 * `require("pulumi-tencent-chat/provider").Group`. That text, and so this name, is a released
 * format. The same applies to the others.
 */
export const {
  Group,
  GroupFleet,
  EphemeralStack,
  GroupAttributes,
  GroupCounters,
  Topic,
  GroupMember,
  GroupMembers,
  MutedMembers,
  BannedMembers,
  Account,
  Chatbot,
} = processProviders;

const runs = new Map<string, Providers>();

/**
 * Returns the handlers for another run of a program in this process: tests use many runs in one process.
 *
 * @param quietMs see `Program`; 0 for a run in which everything is checked before anything is deleted or dropped
 * @internal
 */
export function inRun(name: string, quietMs?: number): Providers {
  const run = runs.get(name) ?? providers(new Program({ quietMs }));
  runs.set(name, run);
  return run;
}

export type { DynamicProvider } from "./hosts/dynamic/adapter";
export type { Adopt, ApplyJoinOption, GroupType, InviteJoinOption } from "./resources/group/schema/types";
