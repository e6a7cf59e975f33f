import { OperationError } from "../../../errors";
import { handlers, type Kind } from "../../../handlers";
import type { OwnerInputs } from "../../../ownership/owner";

/** The prefix of the tokens of all resources and functions. */
export const tokenPrefix = "tencent-chat:index:";

/** What a URN says of a resource: `urn:pulumi:<stack>::<project>::<types of the parents>$<type>::<name>`. */
interface ParsedUrn {
  readonly kind: Kind;
  readonly names: Pick<OwnerInputs, "__managedBy" | "__parentUrn">;
}

/**
 * @param organization the engine tells it to programs alone
 * @throws OperationError if this package has no such resource
 */
export function parseUrn(urn: string, organization: string): ParsedUrn {
  const [stackUrn = "", project = "", types = "", ...name] = urn.split("::");
  const stack = stackUrn.slice(stackUrn.lastIndexOf(":") + 1);
  const parents = types.split("$");
  const kind = parents.pop()?.slice(tokenPrefix.length) ?? "";
  if (!isKind(kind))
    throw new OperationError(`There is no resource ${kind}: there are ${Object.keys(handlers).join(", ")}.`);
  const parentType = parents.at(-1);
  // Only the types of the parents are known. The last one stands for the parent's name in messages.
  const parentUrn = [stackUrn, project, parents.join("$"), parentType].join("::");
  return {
    kind,
    names: {
      __managedBy: `${organization}/${project}/${stack}/${name.join("::")}`,
      ...(parentType !== undefined && { __parentUrn: parentUrn }),
    },
  };
}

function isKind(name: string): name is Kind {
  return Object.hasOwn(handlers, name);
}
