import type { AppHandle } from "../../../emulator";
import { markKey, writeMark } from "../../../provider/ownership/mark";

/** The group of the kit with this name. */
type GroupIdOf = (name: string) => string;

/** A change that people or other programs make, and the line in which the kit's script reports it. */
export type Drifts = Readonly<Record<string, readonly [make: (app: AppHandle, id: GroupIdOf) => void, line: string]>>;

/** What a pipeline corrects. */
export const healable: Drifts = {
  "a group is disbanded": [(app, id) => app.disband(id("orders")), "create Group orders"],
  "a group is renamed": [(app, id) => app.edit(id("billing"), { name: "Bills" }), "update Group billing: name"],
  "a setting is changed": [
    (app, id) => app.edit(id("partners"), { notification: "" }),
    "update Group partners: notification",
  ],
  "the owner mark is wiped": [(app, id) => app.wipeAttributes(id("returns")), "update Group returns"],
  "the owner is changed": [
    (app, id) => app.edit(id("Fans"), { ownerAccount: "shop-guide" }),
    "update Group fans: ownerAccount",
  ],
  "a custom field is changed": [
    (app, id) => app.edit(id("Lobby"), { customFields: { desk: "back" } }),
    "update Group lobby: customFields.desk",
  ],
  "a member joins, one leaves, and one gets another role": [
    (app, id) => {
      app.join(id("Lobby"), "mallory");
      app.leave(id("Lobby"), "shop-mascot");
      app.setMember(id("Lobby"), "shop-guide", { role: "Member" });
    },
    'update GroupMembers lobby: members.mallory, members["shop-guide"].role, members["shop-mascot"]',
  ],
  "a name card is changed": [
    (app, id) => app.setMember(id("Support"), "shop-guide", { nameCard: "Off duty" }),
    "update GroupMember on-call: nameCard",
  ],
  "a mute is lifted": [(app, id) => app.unmute(id("Support"), "shop-guide"), "update MutedMembers quiet"],
  "a ban is lifted": [(app, id) => app.unban(id("Live"), "shop-guide"), "update BannedMembers live"],
  "an attribute is changed, one is deleted, and one is added": [
    (app, id) => {
      const { tier: _, ...kept } = app.attributes(id("Support"));
      app.setAttributes(id("Support"), { ...kept, theme: "light", extra: "1" });
    },
    "update GroupAttributes support: attributes.extra, attributes.theme, attributes.tier",
  ],
  "a counter is changed": [
    (app, id) => app.setCounters(id("Support"), { seats: 3n }),
    "update GroupCounters support: fixed.seats",
  ],
  "a topic is deleted": [(app, id) => app.removeTopic(id("Fans"), topicOf(app, id, "News")), "create Topic news"],
  "a topic is renamed": [
    (app, id) => app.editTopic(id("Fans"), topicOf(app, id, "Help"), { name: "Spam" }),
    "update Topic help: name",
  ],
  "a profile is changed": [
    (app) => app.editAccount("shop-host", { Tag_Profile_IM_Nick: "Somebody" }),
    "update Account host: nick",
  ],
  "a chatbot is deleted": [(app) => app.removeRobot(String(app.robots()[0])), "create Chatbot greeter"],
};

/**
 * What a pipeline must report and leave alone.
 *
 * @param secretKey the key of the app, with which another program signs its mark
 */
export const foreignBy = (secretKey: string): Drifts => ({
  "another program takes a group over": [
    (app, id) => app.setAttributes(id("partners"), { [markKey]: foreignMark(app, id("partners"), secretKey) }),
    "belongs to resource rooms of stack organization/other/dev",
  ],
  "someone disbands a group, and creates one with its id": [
    (app, id) => app.recreate(id("returns"), { ownerAccount: "mallory" }),
    "a group with this id exists",
  ],
});

function foreignMark(app: AppHandle, groupId: string, secretKey: string): string {
  const owner = { identity: "another-team/dev", stack: "organization/other/dev", name: "rooms" };
  const createTime = app.group(groupId)?.createTime;
  return writeMark({ owner, expires: undefined }, { sdkAppId: app.sdkAppId, groupId, secretKey, createTime });
}

function topicOf(app: AppHandle, id: GroupIdOf, name: string): string {
  return app.topics(id("Fans")).find((topic) => topic.name === name)?.topicId ?? "";
}
