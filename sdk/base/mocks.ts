import * as pulumi from "@pulumi/pulumi";
import { fleetGroups } from "./run/fleetGroups";

/** Returns the mocks of a unit test (`pulumi.runtime.setMocks`); undefined in a program that an engine runs. */
export function currentMocks(): pulumi.runtime.Mocks | undefined {
  const monitor: (object & { readonly mocks?: pulumi.runtime.Mocks }) | undefined = pulumi.runtime.getMonitor();
  return monitor?.mocks;
}

/** Mocks as Pulumi's documentation shows them name no organization, and the SDK then throws. */
export function organizationName(): string {
  // The default of a backend without organizations.
  return currentMocks() && !hasOrganization() ? "organization" : pulumi.getOrganization();
}

function hasOrganization(): boolean {
  try {
    return pulumi.getOrganization() !== "";
  } catch {
    return false;
  }
}

type Derive = (id: pulumi.Output<string>, properties: Properties) => pulumi.Input<unknown>;
type Properties = Readonly<Record<string, unknown>>;

const sameAsId: Derive = (id) => id;
const exampleApp: Derive = () => Number(appSetting() ?? 1400000000);
/** 2026-01-01 */
const exampleTime: Derive = () => 1767225600;

/** What the provider adds to the inputs of each kind, and mocks that return the inputs do not. */
const computed: Readonly<Record<string, Readonly<Record<string, Derive>>>> = {
  Account: { existedBefore: () => false },
  Chatbot: { userId: sameAsId, existedBefore: () => false },
  Group: { groupId: sameAsId, createTime: exampleTime },
  GroupFleet: { ids: (_id, properties) => idsOf(properties) },
  GroupAttributes: { groupCreateTime: exampleTime },
  GroupCounters: { groupCreateTime: exampleTime },
  GroupMember: { groupCreateTime: exampleTime },
  GroupMembers: { groupCreateTime: exampleTime },
  MutedMembers: { groupCreateTime: exampleTime },
  BannedMembers: { groupCreateTime: exampleTime },
  Topic: { topicId: sameAsId, createTime: exampleTime, groupCreateTime: exampleTime },
};

/** Under mocks, gives a resource the outputs that the mock's `newResource` did not return. */
export function completeMockedOutputs(kind: string, resource: pulumi.CustomResource, properties: Properties): void {
  if (currentMocks() === undefined) return;
  const outputs = resource as unknown as Record<string, pulumi.Output<unknown> | undefined>;
  for (const [property, derive] of Object.entries({ ...computed[kind], sdkAppId: exampleApp })) {
    const given: pulumi.Output<unknown> = pulumi.output<unknown>(outputs[property]);
    outputs[property] = given.apply((value) => value ?? derive(resource.id, properties));
  }
}

/** Returns the chosen ids of a fleet's groups; the key where there is none. */
function idsOf({ groups, count, template, defaults }: Properties): pulumi.Output<Record<string, unknown>> {
  return pulumi
    .output<Properties>({ groups, count, template, defaults })
    .apply((properties) =>
      Object.fromEntries(fleetGroups(properties).map(({ key, groupId }) => [key, groupId ?? key])),
    );
}

function appSetting(): string | undefined {
  return process.env.TENCENT_CHAT_SDK_APP_ID || pulumi.runtime.getConfig("tencent-chat:sdkAppId");
}
