import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Bench } from "../support/groups";

/** A likely mistake of a user, as docs/troubleshooting.md numbers them. */
export interface Mistake {
  readonly number: number;
  readonly title: string;
  /** Makes the mistake, and returns all output of the command. */
  make(bench: Bench): Promise<string>;
  /** What the message must name: property, allowed, given, source, next step, as far as the mistake has them. */
  readonly names: readonly RegExp[];
  /** What the message must not contain. */
  readonly omits?: RegExp;
}

const page = readFileSync(path.resolve(__dirname, "../../../docs/troubleshooting.md"), "utf8");

/** Asserts that the output is what the page shows for the mistake, and names all that it has to. */
export function assertMessage({ number, names, omits }: Mistake, output: string): void {
  for (const name of names) assert.match(output, name);
  if (omits !== undefined) assert.doesNotMatch(output, omits);
  for (const piece of documented(number)) {
    assert.ok(flat(output).includes(piece), `docs/troubleshooting.md, row ${number}, shows ${piece}; got:\n${output}`);
  }
}

/** Returns the pieces of the message that the page shows: `…` stands for anything. */
function documented(number: number): readonly string[] {
  const row = new RegExp(`^\\| ${number} +\\|(.*)\\|$`, "m").exec(page)?.[1];
  assert.ok(row !== undefined, `docs/troubleshooting.md has no row ${number}`);
  // A cell may contain an escaped bar.
  const message = row.split(/(?<!\\)\|/)[1] ?? "";
  const pieces = message.split("…").map((piece) => flat(piece.replaceAll("``", "").replaceAll("\\|", "|")));
  assert.ok(message.trim() !== "", `row ${number} of docs/troubleshooting.md shows no message`);
  return pieces;
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
