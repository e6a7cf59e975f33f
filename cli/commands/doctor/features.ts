import { type ChatClient, ChatError, type GroupInfo } from "../../../chat";
import { markKey } from "../../../provider/ownership/mark";
import { settingSources } from "../../../provider/settingSources";
import { textOf } from "./access";
import { type Check, ok, unknown, warning } from "./check";
import type { Target } from "./settings";

export const featureIds = ["attributes", "ownerField", "counters", "communities", "topics", "bans", "accountDeletion"];

/** How many groups are read one by one. */
const few = 5;

/** Finds what the plan includes, as far as reads of existing groups can tell. */
export async function checkFeatures(
  { client, settings: { ownerField } }: Target,
  groupIds: readonly string[],
): Promise<readonly Check[]> {
  const customFieldKeys = ownerField === undefined ? [] : [ownerField];
  const infos = await Promise.all(
    groupIds.map((groupId) => client.groups.getInfo(groupId, { customFieldKeys }).catch(() => undefined)),
  );
  const groups = infos.filter((info) => info !== undefined);
  const plain = groups.find(({ type }) => type !== "Community");
  const community = groups.find(({ type, supportTopic }) => type === "Community" && supportTopic);
  return [
    await attributesCheck(client, groups[0], ownerField),
    ...(ownerField === undefined ? [] : [await ownerFieldCheck(client, groups, ownerField)]),
    await probe("counters", "read counters of", plain, ({ groupId }) => client.counters.get(groupId)),
    groups.some(({ type }) => type === "Community")
      ? ok("communities", "the app has some")
      : unknown("communities", "there is none yet, and only creating one would tell"),
    await probe("topics", "list topics of", community, ({ groupId }) => client.topics.list(groupId)),
    await probe(
      "bans",
      "list bans of",
      groups.find(({ type }) => type === "AVChatRoom"),
      ({ groupId }) => client.members.banned(groupId),
    ),
    unknown("accountDeletion", "only deleting an account would tell. Free and trial apps can (71000 otherwise)"),
  ];
}

async function attributesCheck(
  client: ChatClient,
  sample: GroupInfo | undefined,
  ownerField: string | undefined,
): Promise<Check> {
  const check = await probe("attributes", "read attributes of", sample, ({ groupId }) =>
    client.attributes.get(groupId),
  );
  if (check.status !== "warning" || ownerField !== undefined) return check;
  const advice = `owner marks need them, or a group custom field: declare one in the console, then export ${settingSources.ownerField.variable}=<its key> (docs/production.md)`;
  return { ...check, advice };
}

/** Tries a read that the service refuses if the feature is not in the plan. */
async function probe(
  id: string,
  doing: string,
  sample: GroupInfo | undefined,
  read: (group: GroupInfo) => Promise<unknown>,
): Promise<Check> {
  if (sample === undefined) return unknown(id, `there is no group to ${doing}`);
  try {
    await read(sample);
    return ok(id, "in the plan");
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    const refusals: readonly unknown[] = ["plan", "permission"];
    return refusals.includes(error.errorClass)
      ? warning(id, `not in the plan, or not enabled: ${textOf(error)}`, error.advice)
      : unknown(id, textOf(error));
  }
}

/** A read omits a field that is not declared, and one without a value: only groups with a mark tell them apart. */
async function ownerFieldCheck(client: ChatClient, groups: readonly GroupInfo[], ownerField: string): Promise<Check> {
  const id = "ownerField";
  if (groups.some(({ customFields }) => customFields[ownerField]))
    return ok(id, `${ownerField} is declared and in use`);
  const attributes = await Promise.all(
    groups
      .slice(0, few)
      .map(({ groupId }) => client.attributes.get(groupId).catch(() => ({}) as Record<string, string>)),
  );
  if (!attributes.some((found) => Object.hasOwn(found, markKey)))
    return unknown(id, `no group has a value in ${ownerField}, so only a write would tell whether it is declared`);
  return warning(
    id,
    `groups have an owner mark in an attribute, and none in the custom field ${ownerField}: it is not declared, or was set after the last "pulumi up"`,
    `declare ${ownerField} as a group custom field in the console, then: pulumi up --refresh (docs/production.md)`,
  );
}
