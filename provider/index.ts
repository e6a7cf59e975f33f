import { dynamicProvider } from "./hosts/dynamic/adapter";
import { engineAddress } from "./hosts/engineWatch";
import { Program } from "./program/program";
import { RunFiles } from "./program/runFiles";
import { accountHandler } from "./resources/account";
import { bannedMembersHandler } from "./resources/bannedMembers";
import { chatbotHandler } from "./resources/chatbot";
import { ephemeralStackHandler } from "./resources/ephemeralStack";
import { groupHandler } from "./resources/group";
import { groupAttributesHandler } from "./resources/groupAttributes";
import { groupCountersHandler } from "./resources/groupCounters";
import { groupFleetHandler } from "./resources/groupFleet";
import { groupMemberHandler } from "./resources/groupMember";
import { groupMembersHandler } from "./resources/groupMembers";
import { mutedMembersHandler } from "./resources/mutedMembers";
import { topicHandler } from "./resources/topic";

/** Returns the handlers of all resources, for one run of a program. A provider process serves one run. */
function providers(program: Program) {
  return {
    Group: dynamicProvider(groupHandler, program),
    GroupFleet: dynamicProvider(groupFleetHandler, program),
    EphemeralStack: dynamicProvider(ephemeralStackHandler, program),
    GroupAttributes: dynamicProvider(groupAttributesHandler, program),
    GroupCounters: dynamicProvider(groupCountersHandler, program),
    Topic: dynamicProvider(topicHandler, program),
    GroupMember: dynamicProvider(groupMemberHandler, program),
    GroupMembers: dynamicProvider(groupMembersHandler, program),
    MutedMembers: dynamicProvider(mutedMembersHandler, program),
    BannedMembers: dynamicProvider(bannedMembersHandler, program),
    Account: dynamicProvider(accountHandler, program),
    Chatbot: dynamicProvider(chatbotHandler, program),
  };
}

const processProviders = providers(programOfEngine());

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

const runs = new Map<string, ReturnType<typeof providers>>();

/**
 * Returns the handlers for another run of a program in this process: tests use many runs in one process.
 *
 * @param quietMs see `Program`; 0 for a run in which everything is checked before anything is deleted or dropped
 * @internal
 */
export function inRun(name: string, quietMs?: number): ReturnType<typeof providers> {
  const run = runs.get(name) ?? providers(new Program({ quietMs }));
  runs.set(name, run);
  return run;
}

function programOfEngine(): Program {
  const engine = engineAddress();
  if (engine === undefined) return new Program();
  try {
    return new Program({ files: new RunFiles(engine) });
  } catch {
    // Without a temporary folder, it is not known whether another process runs the program.
    return new Program({ isAlone: false });
  }
}

export type { DynamicProvider } from "./hosts/dynamic/adapter";
export type { Adopt, ApplyJoinOption, GroupType, InviteJoinOption } from "./resources/group/schema/types";
