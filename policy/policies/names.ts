import type { ResourceValidationPolicy } from "@pulumi/policy";
import { Account, Chatbot, Group, GroupFleet, Topic } from "pulumi-tencent-chat";
import { isOf, type ResourceClass, validateInAnyLanguage } from "./anyLanguage";
import { type FleetGroup, groupsOf, reportGroups } from "./fleetGroups";

interface Config {
  readonly names: string;
  readonly ids: string;
}

/** The properties with the id and the name of a resource. */
interface Kind {
  readonly kind: ResourceClass;
  readonly id: string;
  readonly name?: string;
}

const kinds: readonly Kind[] = [
  { kind: Group, id: "groupId", name: "name" },
  { kind: Topic, id: "topicId", name: "name" },
  { kind: Account, id: "userId" },
  { kind: Chatbot, id: "userId" },
];

export const names: ResourceValidationPolicy = {
  name: "names",
  description: "Names and ids follow a pattern.",
  configSchema: {
    properties: {
      names: {
        type: "string",
        format: "regex",
        default: "^\\S(.*\\S)?$",
        description: "The names of groups and topics. By default, no space at either end.",
      },
      ids: {
        type: "string",
        format: "regex",
        default: "^[\\w.-]+$",
        description: "The ids of groups, topics, accounts and chatbots, without @TGS#_, @TOPIC#_ and @RBT#.",
      },
    },
  },
  validateResource: [
    (args, report) => {
      const kind = kinds.find((each) => isOf(args, each.kind));
      if (!kind) return args.notApplicable("The resource has neither a name nor an id of its own.");
      const config = args.getConfig<Config>();
      const validate = (rule: keyof Config, property: string, value: string) => {
        if (!matches(value, config[rule])) report(message(rule, config[rule], property, value));
      };
      const id = ifKnown<string>(args.props, kind.id);
      if (id !== undefined) validate("ids", kind.id, withoutPrefix(id));
      // Last: reading a name that a preview does not know yet throws, and Pulumi turns that into a note.
      if (kind.name) validate("names", kind.name, args.props[kind.name]);
    },
    validateInAnyLanguage(GroupFleet, (fleet, args, report) => {
      const config = args.getConfig<Config>();
      const groups = groupsOf(fleet);
      const validate = (rule: keyof Config, property: string, textOf: (group: FleetGroup) => string | undefined) =>
        reportGroups(
          groups,
          (group) => {
            const value = textOf(group);
            return value === undefined || matches(value, config[rule]) ? undefined : rule;
          },
          (_, where) => report(message(rule, config[rule], `${property} of ${where}`)),
        );
      const ids = idsOf(ifKnown<Ids | string>(args.props, "ids"));
      validate("ids", "groupId", ({ key }) => {
        const id = ids && ifKnown<string>(ids, key);
        return id === undefined ? undefined : withoutPrefix(id);
      });
      validate("names", "name", ({ setting }) => setting("name"));
    }),
  ],
};

type Ids = Readonly<Record<string, string>>;

/** A program in TypeScript has the ids as a text. */
function idsOf(ids: Ids | string | undefined): Ids | undefined {
  return typeof ids === "string" ? JSON.parse(ids) : ids;
}

/** Without a note if a preview does not know it: that is every derived id in the first preview. */
function ifKnown<T>(props: Readonly<Record<string, unknown>>, property: string): T | undefined {
  try {
    return props[property] as T | undefined;
  } catch {
    return undefined;
  }
}

function matches(value: string, pattern: string): boolean {
  return new RegExp(pattern).test(value);
}

/** The value is not in it: it may be a secret, and Pulumi does not tell a policy so. */
function message(rule: keyof Config, pattern: string, what: string, value?: string): string {
  const got = value === undefined ? "" : `; got text of ${Buffer.byteLength(value)} bytes`;
  return (
    `${what} does not match ${pattern}${got}. ` +
    `Change it in the program, or "${rule}" in the configuration of the policy "names".`
  );
}

/** Removes what the service prescribes, and what is before it: the group's id in a topic's id. */
function withoutPrefix(id: string): string {
  return id.replace(/^.*@TOPIC#_|^@TGS#_|^@RBT#/, "");
}
