import type { AppHandle } from "../../../../emulator";
import type { Args, Subject } from "./subject";

/** The custom field that the emulated app declares. */
export const ownerField = "pulumi_owner";

// muteAllMembers is not a field of create_group: an up has to call modify_group_base_info as well.
const declared = { type: "Public", name: "Room", notification: "Hello", ownerAccount: "alice", muteAllMembers: true };

const group = {
  kind: "Group",
  codes: "allCodes",
  changes: () => ({ name: "Renamed", notification: "Moved on", ownerAccount: "bob" }),
  faultFilter: (inputs) => ({ groupId: idOf(inputs) }),
  exactlyOnce: ["create_group", "destroy_group"],
  exists: (app, inputs) => app.group(idOf(inputs)) !== undefined,
  causeDrift: (app, inputs) => app.setAttributes(idOf(inputs), { theme: "dark" }),
  mark: (app, inputs) => app.attributes(idOf(inputs))["pulumi"],
  actual(app, inputs) {
    const found = app.group(idOf(inputs));
    return {
      groupId: found?.groupId,
      type: found?.type,
      name: found?.name,
      notification: found?.notification,
      ownerAccount: found?.ownerAccount,
      muteAllMembers: found?.muteAllMember === "On",
    };
  },
} as const satisfies Partial<Subject>;

export const groupSubjects: readonly Subject[] = [
  { ...group, name: "Group, derived id", args: () => declared },
  { ...group, name: "Group, chosen id", args: (name) => ({ ...declared, groupId: `chosen-${name}` }) },
  {
    ...group,
    name: "Group, ownerField",
    env: { TENCENT_CHAT_OWNER_FIELD: ownerField },
    args: (name) => ({ ...declared, groupId: `marked-${name}` }),
    // As a user with access to the console would: no client can write there.
    causeDrift: (app: AppHandle, inputs) => void app.edit(idOf(inputs), { customFields: {} }),
    mark: (app: AppHandle, inputs) => app.group(idOf(inputs))?.customFields[ownerField],
  },
];

function idOf(inputs: Args): string {
  return String(inputs["groupId"]);
}
