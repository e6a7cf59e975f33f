import type { AppHandle } from "../../../emulator";

type Args = Readonly<Record<string, unknown>>;

/** A kind of resource that goes through the matrix, and what the harness has to know of it. */
export interface Subject {
  /** How the report calls it. */
  readonly name: string;
  /** The text in the state: a released format. */
  readonly provider: string;
  /** Settings of the provider process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the program declares for the resource of this name. */
  args(name: string): Args;
  /** What the program changes later: something of every API that an update may call. */
  readonly changes: Args;
  /** The property that says which group the resource is about: faults are aimed by it. */
  readonly groupIdOf: (inputs: Args) => string;
  readonly madeBy: string;
  readonly removedBy: string;
  exists(app: AppHandle, id: string): boolean;
  /** What somebody else does to it, so that update and refresh have something to repair. */
  disturb(app: AppHandle, id: string): void;
  /** What says whose it is. */
  mark(app: AppHandle, id: string): unknown;
  /** What the service has, in the words of the program. */
  actual(app: AppHandle, id: string): Args;
}

/** The custom field that the emulated app declares. */
export const ownerField = "pulumi_owner";

const group = {
  provider: 'exports.handler=()=>require("pulumi-tencent-chat/provider").Group',
  changes: { name: "Renamed", notification: "Moved on", ownerAccount: "bob" },
  groupIdOf: (inputs: Args) => String(inputs["groupId"]),
  madeBy: "create_group",
  removedBy: "destroy_group",
  exists: (app: AppHandle, id: string) => app.group(id) !== undefined,
  disturb: (app: AppHandle, id: string) => app.setAttributes(id, { theme: "dark" }),
  mark: (app: AppHandle, id: string): unknown => app.attributes(id)["pulumi"],
  actual(app: AppHandle, id: string): Args {
    const found = app.group(id);
    return {
      groupId: id,
      type: found?.type,
      name: found?.name,
      notification: found?.notification,
      ownerAccount: found?.ownerAccount,
      muteAllMembers: found?.muteAllMember === "On",
    };
  },
};

// muteAllMembers is no field of create_group: an up has to call modify_group_base_info, too.
const declared = { type: "Public", name: "Room", notification: "Hello", ownerAccount: "alice", muteAllMembers: true };

/** Every resource of the matrix. A new one is an entry here. */
export const subjects: readonly Subject[] = [
  { ...group, name: "Group, derived id", args: (name) => ({ ...declared, managedBy: `acme/chat/dev/${name}` }) },
  {
    ...group,
    name: "Group, chosen id",
    args: (name) => ({ ...declared, groupId: `chosen-${name}`, managedBy: `acme/chat/dev/${name}` }),
  },
  {
    ...group,
    name: "Group, ownerField",
    env: { TENCENT_CHAT_OWNER_FIELD: ownerField },
    args: (name) => ({ ...declared, groupId: `marked-${name}`, managedBy: `acme/chat/dev/${name}` }),
    // As somebody with the console's rights would: no client can write there.
    disturb: (app, id) => void app.edit(id, { customFields: {} }),
    mark: (app, id) => app.group(id)?.customFields[ownerField],
  },
];
