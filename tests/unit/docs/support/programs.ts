import { blocksIn, userPages } from "./pages";

/** A TypeScript block of a page, and how it is run. */
export interface DocumentedProgram {
  /** Such as `docs/settings.md #1`. */
  readonly name: string;
  readonly code: string;
  readonly kind: ProgramKind;
}

export type ProgramKind =
  /** A file of the quick start: run with its commands, by tests/engine/docs/quickstart.test.ts. */
  | "quickstart"
  /** A Pulumi program: run by tests/engine/docs/programs.test.ts. */
  | "pulumi"
  /** A test or an automation program: run by tests/engine/docs/standalone.test.ts. */
  | "standalone"
  /** Functions, called by tests/unit/docs/functions.test.ts. */
  | "functions";

export const documentedPrograms: readonly DocumentedProgram[] = userPages.flatMap((page) =>
  blocksIn(page, "ts").map((code, index) => ({ name: `${page.file} #${index + 1}`, code, kind: kindOf(code) })),
);

export function programsOf(kind: ProgramKind): DocumentedProgram[] {
  return documentedPrograms.filter((program) => program.kind === kind);
}

function kindOf(code: string): ProgramKind {
  if (code.startsWith("// index.ts\n")) return "quickstart";
  if (/from "node:test"|\/automation"/.test(code)) return "standalone";
  if (/from "pulumi-tencent-chat"/.test(code)) return "pulumi";
  return "functions";
}
