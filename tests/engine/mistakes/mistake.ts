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
  const shown = documented(number).some((pieces) => pieces.every((piece) => flat(output).includes(piece)));
  assert.ok(shown, `docs/troubleshooting.md, row ${number}, shows another message; got:\n${output}`);
}

/** Returns the messages that the page shows, each in pieces: `…` stands for anything. */
function documented(number: number): readonly (readonly string[])[] {
  const row = new RegExp(`^\\| ${number} +\\|(.*)\\|$`, "m").exec(page)?.[1];
  assert.ok(row !== undefined, `docs/troubleshooting.md has no row ${number}`);
  // A cell may contain an escaped bar.
  const message = row.split(/(?<!\\)\|/)[1] ?? "";
  assert.ok(message.trim() !== "", `row ${number} of docs/troubleshooting.md shows no message`);
  return message.split("`, or `").map((one) => one.replaceAll("\\|", "|").split("…").map(flat));
}

function flat(text: string): string {
  return text.replaceAll("`", "").replace(/\s+/g, " ").trim();
}
