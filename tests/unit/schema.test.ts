import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { functions } from "../../provider/functions";
import type { PlanContext, ResourceHandler } from "../../provider/handler";
import { accountHandler } from "../../provider/resources/account";
import { bannedMembersHandler } from "../../provider/resources/bannedMembers";
import { chatbotHandler } from "../../provider/resources/chatbot";
import { ephemeralStackHandler } from "../../provider/resources/ephemeralStack";
import { groupHandler } from "../../provider/resources/group";
import { groupAttributesHandler } from "../../provider/resources/groupAttributes";
import { groupCountersHandler } from "../../provider/resources/groupCounters";
import { groupFleetHandler } from "../../provider/resources/groupFleet";
import { groupMemberHandler } from "../../provider/resources/groupMember";
import { groupMembersHandler } from "../../provider/resources/groupMembers";
import { mutedMembersHandler } from "../../provider/resources/mutedMembers";
import { topicHandler } from "../../provider/resources/topic";

const schema = JSON.parse(readFileSync(path.resolve(__dirname, "../../schema.json"), "utf8"));

const handlers = [
  accountHandler,
  bannedMembersHandler,
  chatbotHandler,
  ephemeralStackHandler,
  groupHandler,
  groupAttributesHandler,
  groupCountersHandler,
  groupFleetHandler,
  groupMemberHandler,
  groupMembersHandler,
  mutedMembersHandler,
  topicHandler,
] as readonly unknown[] as readonly ResourceHandler<Inputs, Inputs>[];

type Inputs = Readonly<Record<string, unknown>>;
interface Property {
  readonly type?: string;
  readonly oneOf?: readonly Property[];
  readonly willReplaceOnChanges?: true;
}

const plan = { sdkAppId: 1, service: "tencent", sameServiceAs: [], sources: {}, now: 0 } as unknown as PlanContext;

/** Two values of a property; a reference is to an enumeration or an object, and its text is compared as it is. */
function samples({ type, oneOf }: Property): readonly [unknown, unknown] {
  const kind = oneOf?.[0]?.type ?? type;
  if (kind === "object") return [{ a: "1" }, { b: "2" }];
  if (kind === "array") return [["a"], ["b"]];
  if (kind === "boolean") return [true, false];
  return kind === "integer" || kind === "number" ? [1, 2] : ["2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z"];
}

describe("schema.json", () => {
  it("has a resource for each handler, and each function", () => {
    const tokens = (names: readonly string[]) => names.map((name) => `tencent-chat:index:${name}`).sort();
    assert.deepEqual(Object.keys(schema.resources).sort(), tokens(handlers.map(({ kind }) => kind)));
    assert.deepEqual(Object.keys(schema.functions).sort(), tokens(Object.keys(functions)));
  });

  for (const handler of handlers) {
    const inputs: Readonly<Record<string, Property>> =
      schema.resources[`tencent-chat:index:${handler.kind}`].inputProperties;
    const olds = Object.fromEntries(Object.entries(inputs).map(([name, property]) => [name, samples(property)[0]]));
    const state = { ...olds, sdkAppId: plan.sdkAppId, service: plan.service, ids: {}, __groups: "[]" };

    it(`says which changes replace a ${handler.kind}`, () => {
      const replaced = Object.entries(inputs).filter(([name, property]) => {
        const news = { ...state, [name]: samples(property)[1] };
        return handler.diff(state, news, plan).replaces.length > 0;
      });
      const documented = Object.entries(inputs).filter(([, { willReplaceOnChanges }]) => willReplaceOnChanges);
      assert.deepEqual(
        documented.map(([name]) => name),
        replaced.map(([name]) => name),
      );
    });
  }
});
