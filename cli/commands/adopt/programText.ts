import type { Declaration } from "./declarations";
import { literal } from "./literal";

/** Returns a TypeScript program that declares groups with their child resources. */
export function programText(groups: readonly (readonly Declaration[])[]): string {
  const kinds = [...new Set(groups.flat().map(({ kind }) => kind))].sort();
  const names = new Set<string>();
  const statements = groups.flatMap((declarations) => {
    const group = uniqueName(declarations[0]?.name ?? "", names);
    return declarations.map((declaration) => statement(declaration, group));
  });
  return `import { ${kinds.join(", ")} } from "pulumi-tencent-chat";\n\n${statements.join("\n")}`;
}

/** Like `pulumi import`, it protects what existed before: removing it from the program must not disband it by accident. */
const options = "{ protect: true }";

function statement({ kind, name, args, comments }: Declaration, group: string): string {
  const lines = comments.map((comment) => `// ${comment.replace(/\s+/g, " ")}\n`).join("");
  const title = JSON.stringify(name);
  if (kind === "Group") return `${lines}const ${group} = new Group(${title}, ${literal(args)}, ${options});\n`;
  const properties = literal(args).replace("{\n", `{\n  group: ${group},\n`);
  return `${lines}new ${kind}(${title}, ${properties}, ${options});\n`;
}

/** Returns the name of a constant for a group id: unique, and an identifier. */
function uniqueName(groupId: string, taken: Set<string>): string {
  const words = groupId.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const camel = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join("");
  const base = /^[A-Za-z]/.test(camel) && !reserved.has(camel) ? camel : `group${upperFirst(camel)}`;
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
  taken.add(name);
  return name;
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The reserved words of a strict module (ECMAScript 2024, 12.7.2), and those that TypeScript refuses as names. */
const reserved = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function " +
    "if implements import in instanceof interface let new null package private protected public return static super switch this throw true try " +
    "typeof undefined var void while with yield"
  ).split(" "),
);
