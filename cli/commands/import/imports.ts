import { handlers } from "../../../provider/handlers";
import { tokenPrefix } from "../../../provider/hosts/plugin/properties/urn";
import type { Declaration } from "../adopt/declarations";

/** One resource in the file that `pulumi import --file` reads. */
export interface Import {
  readonly type: string;
  readonly name: string;
  readonly id: string;
}

/** Returns the imports of a group and its child resources. */
export function importsOf(declarations: readonly Declaration[]): readonly Import[] {
  const groupId = declarations[0]?.name;
  return declarations.map(({ kind, name, args }) => ({
    type: `${tokenPrefix}${kind}`,
    name: `${name}${suffixes[kind] ?? ""}`,
    id: String(handlers[kind].idOf?.({ groupId, ...args })),
  }));
}

/** The names in one import must differ, even if the types do. */
const suffixes: Partial<Record<Declaration["kind"], string>> = {
  GroupMembers: "-members",
  GroupAttributes: "-attributes",
};

export function importLine({ type, name, id }: Import): string {
  return `pulumi import ${[type, name, id].map(quoted).join(" ")}`;
}

/** Quotes a text for a POSIX shell. An id has only printable ASCII. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
