import { resolve } from "node:path";
import type { Command } from "commander";
import { exitCodes } from "../../exitCodes";
import { type CommandTexts, describe } from "../../help";
import type { CommandContext } from "../../io";
import { nonEmpty } from "../../parsers";
import { examine } from "./examine";
import { doctorText } from "./text";

interface Flags {
  readonly cwd: string;
  readonly json?: boolean;
}

/** `tencent-chat doctor`. */
export function addDoctorCommand(program: Command, { io, endWith }: CommandContext): void {
  describe(program.command("doctor"), texts)
    .option("-C, --cwd <folder>", "the folder of the Pulumi program", nonEmpty, ".")
    .option("--json", "print one line of JSON (docs/guides/doctor.md)")
    .action(async ({ cwd, json = false }: Flags) => {
      const checks = await examine(io.env, resolve(cwd));
      const isColored = io.columns !== undefined && !io.env["NO_COLOR"];
      io.out(json ? `${JSON.stringify({ checks })}\n` : doctorText(checks, isColored));
      endWith(checks.some(({ status }) => status === "problem") ? exitCodes.failure : exitCodes.success);
    });
}

const texts: CommandTexts = {
  summary: "find out why it does not work",
  details: [
    "Checks the variables, the app, region and endpoint with where each comes from, the network, the proxy and the certificate, the clock, whether key and admin work, the quota and the features of the plan, the Pulumi CLI, and the packages of the program in the current folder. Each line says ok, warning or problem, and what to do.",
    "It changes nothing, and never prints the secret key. What only a write could tell is reported as not known. It reads variables only: settings in the config of a stack are not seen.",
  ],
  examples: ["tencent-chat doctor", "tencent-chat doctor --cwd infra --json"],
  exitCodes: "0 if there is no problem; 1 if a problem was found; 2 for invalid options.",
};
