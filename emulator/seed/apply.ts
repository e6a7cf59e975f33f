import type { AppHandle } from "../appHandle";
import type { Seed, SeedGroup } from "./seed";

/** Creates what the seed has, in the order of the seed. */
export function applySeed(app: AppHandle, { accounts = [], chatbots = [], groups = [] }: Seed): void {
  for (const entry of accounts) {
    const { userId: id, profile = {} } = typeof entry === "string" ? { userId: entry } : entry;
    app.importAccounts(id);
    if (Object.keys(profile).length > 0) app.editAccount(id, profile);
  }
  for (const id of chatbots) app.addRobot(id);
  for (const entry of groups) applyGroup(app, entry);
}

function applyGroup(app: AppHandle, entry: SeedGroup): void {
  const { attributes, counters, members = [], topics = [], messages = [], supportTopic = 0, ...profile } = entry;
  const { groupId } = profile;
  if (profile.ownerAccount !== undefined) app.importAccounts(profile.ownerAccount);
  app.create({ ...profile, supportTopic: supportTopic === 1 ? 1 : 0 });
  for (const each of members) {
    const { userId: id, ...more } = typeof each === "string" ? { userId: each } : each;
    app.join(groupId, id);
    if (Object.keys(more).length > 0) app.setMember(groupId, id, more);
  }
  if (attributes !== undefined) app.setAttributes(groupId, attributes);
  if (counters !== undefined) app.setCounters(groupId, counters);
  for (const { topicId, ...topicProfile } of topics) app.addTopic(groupId, topicId, topicProfile);
  for (const message of messages) app.send(groupId, message);
}
