import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { Account, Chatbot, Group, Topic } from "pulumi-tencent-chat";

interface Config {
  readonly names: string;
  readonly ids: string;
}

/** The properties with the id and the name of a resource. */
interface Kind {
  readonly kind: Parameters<ResourceValidationArgs["isType"]>[0];
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
  validateResource: (args, report) => {
    const kind = kinds.find((each) => args.isType(each.kind));
    if (!kind) return args.notApplicable("The resource has neither a name nor an id of its own.");
    const config = args.getConfig<Config>();
    const validate = (rule: keyof Config, property: string, value: string) => {
      if (!new RegExp(config[rule]).test(value)) report(message(rule, config[rule], property, value));
    };
    const id = idIfKnown(args.props, kind.id);
    if (id !== undefined) validate("ids", kind.id, withoutPrefix(id));
    // Last: reading a name that a preview does not know yet throws, and Pulumi turns that into a note.
    if (kind.name) validate("names", kind.name, args.props[kind.name]);
  },
};

/** Without a note if a preview does not know it: that is every derived id in the first preview. */
function idIfKnown(props: Readonly<Record<string, unknown>>, property: string): string | undefined {
  try {
    return props[property] as string | undefined;
  } catch {
    return undefined;
  }
}

/** The value is not in it: it may be a secret, and Pulumi does not tell a policy so. */
function message(rule: keyof Config, pattern: string, property: string, value: string): string {
  return (
    `${property} does not match ${pattern}; got text of ${Buffer.byteLength(value)} bytes. ` +
    `Change ${property} in the program, or "${rule}" in the configuration of the policy "names".`
  );
}

/** Removes what the service prescribes, and what is before it: the group's id in a topic's id. */
function withoutPrefix(id: string): string {
  return id.replace(/^.*@TOPIC#_|^@TGS#_|^@RBT#/, "");
}
