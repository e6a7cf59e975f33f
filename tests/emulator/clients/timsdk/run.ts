import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { Emulator } from "../../../../emulator";

/** The answer to one call of the client. */
export interface ClientCall {
  readonly call: string;
  readonly ok: boolean;
  readonly code: number;
  readonly info: string;
  /** The id in the answer, if it has one. */
  readonly group: string | null;
}

/** Runs main.py against the emulator with a Python that has timsdk, and returns its calls in their order. */
export async function runTimsdk(python: string, emulator: Emulator): Promise<readonly ClientCall[]> {
  const child = spawn(python, [path.join(__dirname, "main.py")], {
    // No compiled files in the checkout.
    env: { ...process.env, ...emulator.env(), PYTHONDONTWRITEBYTECODE: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  assert.equal(code, 0, `the client ended with code ${code}:\n${errors}`);
  return output
    .trim()
    .split("\n")
    .map((line): ClientCall => JSON.parse(line));
}
