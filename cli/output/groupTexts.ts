import type { GroupRecord, OwnerStatus } from "../../provider/inventory/groupRecord";

/** Unix seconds as text: `2026-11-29 10:32:10Z`. */
export function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace("T", " ").replace(".000Z", "Z");
}

export function expiresText({ expires }: GroupRecord, now: number): string {
  if (expires === undefined) return "never";
  return `${timeText(expires)}${expires * 1000 <= now ? " (expired)" : ""}`;
}

export function membersText({ members }: GroupRecord): string {
  return members === undefined ? "?" : String(members);
}

/** Says whose a group is: `resource room of acme/chat/dev`, or why that is not known. */
export function ownerColumn({ owner, ownerStatus, persist }: GroupRecord): string {
  const named = owner === undefined ? "" : `${owner.stack} ${owner.name}`;
  const note = [statusNotes[ownerStatus], persist ? "persist" : ""].filter(Boolean).join(", ");
  return note === "" ? named : `${named} (${note})`.trim();
}

const statusNotes: Readonly<Record<OwnerStatus, string>> = {
  marked: "",
  unverified: "does not verify",
  contradictory: "contradictory marks",
  otherVersion: "mark of another version",
  unmarked: "no mark",
};

/** The fields of a group in the JSON of every command. Times are ISO 8601. */
export function groupJson(record: GroupRecord) {
  const { groupId, type, name, members, created, ownerStatus, owner, expires, persist } = record;
  return {
    groupId,
    type,
    name,
    ...(members !== undefined && { members }),
    created: isoTime(created),
    owner: ownerStatus,
    ...(owner !== undefined && { identity: owner.identity, stack: owner.stack, resource: owner.name }),
    ...(expires !== undefined && { expires: isoTime(expires) }),
    ...(persist && { persist }),
  };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
