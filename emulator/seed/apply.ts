import type { AppHandle } from "../appHandle";
import { HandleError } from "../handle/handleError";
import type { Seed, SeedGroup } from "./seed";

/** Creates what the seed has, in its order. @throws HandleError that names the entry, for example of a group that it has twice */
export function applySeed(app: AppHandle, { accounts = [], chatbots = [], groups = [] }: Seed): void {
  for (const entry of accounts) {
    const { userId, profile = {} } = typeof entry === "string" ? { userId: entry } : entry;
    app.importAccounts(userId);
    if (Object.keys(profile).length > 0) app.editAccount(userId, profile);
  }
  for (const userId of chatbots) app.addRobot(userId);
  for (const [index, group] of groups.entries()) naming(`groups[${index}]`, () => applyGroup(app, group));
}

function applyGroup(app: AppHandle, entry: SeedGroup): void {
  const { attributes, counters, members = [], topics = [], messages = [], ...group } = entry;
  const { groupId } = group;
  if (group.ownerAccount !== undefined) app.importAccounts(group.ownerAccount);
  app.create(group);
  for (const member of members) {
    const { userId, ...profile } = typeof member === "string" ? { userId: member } : member;
    app.join(groupId, userId);
    if (Object.keys(profile).length > 0) app.setMember(groupId, userId, profile);
  }
  if (attributes !== undefined) app.setAttributes(groupId, attributes);
  if (counters !== undefined) app.setCounters(groupId, counters);
  for (const { topicId, ...profile } of topics) app.addTopic(groupId, topicId, profile);
  for (const message of messages) app.send(groupId, message);
}

function naming(entry: string, apply: () => void): void {
  try {
    apply();
  } catch (error) {
    if (error instanceof HandleError) throw new HandleError(error.reason, `${entry} of the seed: ${error.message}`);
    throw error;
  }
}
