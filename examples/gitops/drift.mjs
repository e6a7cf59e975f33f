#!/usr/bin/env node
/**
 * Finds drift of a stack, and corrects it with --heal. `node drift.mjs [--heal]`, with the name of the stack as STACK.
 *
 * Exit code:
 *   0  no drift is left
 *   1  the check failed: credentials, the service, the program
 *   2  wrong arguments
 *   3  there is drift: --heal corrects it
 *   4  groups have another owner now: they are listed, and left alone. --heal has corrected the rest
 *   5  another run is active: run this again when it has ended
 */
import { spawnSync } from "node:child_process";

/** @typedef {{ op: string, urn: string, detailedDiff?: Record<string, unknown> | null }} Step */
/** @typedef {{ steps?: Step[], diagnostics?: { message: string }[] }} Preview */

process.exitCode = main(process.argv.slice(2), process.env["STACK"]);

/**
 * @param {readonly string[]} args
 * @param {string | undefined} stack
 */
function main(args, stack) {
  const heal = args[0] === "--heal";
  if (!stack || args.length > (heal ? 1 : 0)) {
    console.error("Usage: STACK=<name of the stack> node drift.mjs [--heal]");
    return 2;
  }
  if (!heal) return check(stack, []);
  // Continues after a group that is refused, since it has another owner.
  const up = pulumi(["up", "--refresh", "--continue-on-error", "--yes", "--skip-preview"], stack);
  console.log(up.stdout + up.stderr);
  return isLocked(up.stderr) ? 5 : check(stack, up.stdout.split("\n"));
}

/**
 * A preview with a refresh reads all that the stack has, and changes neither the service nor the state.
 *
 * @param {string} stack
 * @param {readonly string[]} healed what an `up` has printed right before
 */
function check(stack, healed) {
  const { status, stdout, stderr } = pulumi(["preview", "--refresh", "--json"], stack);
  if (status !== 0) {
    console.error(stdout + stderr);
    return isLocked(stderr) ? 5 : 1;
  }
  /** @type {Preview} */
  const { steps = [], diagnostics = [] } = JSON.parse(stdout);
  const drift = steps.filter(({ op }) => !["same", "refresh", "read"].includes(op));
  const messages = [...diagnostics.map(({ message }) => message), ...healed].map((line) => line.trim());
  const foreign = messages.filter(isForeign);
  for (const step of drift) console.log(`drift: ${textOf(step)}`);
  for (const message of new Set(foreign)) console.log(`another owner: ${message}`);
  if (foreign.length > 0) return 4;
  if (drift.length > 0) return 3;
  console.log("no drift");
  return 0;
}

/**
 * What the provider says about a group that another program has taken over, or that was disbanded and created again.
 *
 * @param {string} message
 */
function isForeign(message) {
  return /^warning: The group .*(belongs to|another group, with the same id)|^(\* |error: )Refused to /.test(message);
}

/** @param {string} stderr */
function isLocked(stderr) {
  return /currently locked by|Another update is currently in progress/.test(stderr);
}

/** @param {Step} step such as `update Group lobby: name` */
function textOf({ op, urn, detailedDiff }) {
  const [type = "", name = ""] = urn.split("::").slice(-2);
  const properties = Object.keys(detailedDiff ?? {}).join(", ");
  return `${op} ${type.split(":").at(-1)} ${name}${properties && `: ${properties}`}`;
}

/**
 * @param {readonly string[]} args
 * @param {string} stack
 */
function pulumi(args, stack) {
  const command = [...args, "--stack", stack, "--non-interactive"];
  const result = spawnSync("pulumi", command, { encoding: "utf8", maxBuffer: 2 ** 30 });
  if (result.error) throw result.error;
  return result;
}
