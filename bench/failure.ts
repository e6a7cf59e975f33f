/** The cost of a function that fails, compared with a program that only fails: the processor time of the whole process. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Emulator } from "../emulator";
import { Workspace } from "../tests/engine/support/workspace";

/** What a failing function may cost more than the bare program, in seconds. */
const ALLOWED = 1;

const programs = {
  bare: `throw new (require("@pulumi/pulumi").RunError)("fails");`,
  ours: `module.exports = () => require("pulumi-tencent-chat").getGroup({ groupId: "nowhere" });`,
} as const;

const measured = (program: string) => `
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  require("node:fs").writeFileSync("cpu.txt", String((user + system) / 1e6));
});
${program}`;

/** Returns the figure, and whether it is within its target. */
export async function failureCost(emulator: Emulator): Promise<string> {
  const [bare, ours] = [
    await processorSeconds(programs.bare, emulator),
    await processorSeconds(programs.ours, emulator),
  ];
  return (
    `${ours <= bare + ALLOWED ? "met   " : "MISSED"}  a function that fails takes at most ${ALLOWED} s of processor time more than a bare failing program: ` +
    `${ours.toFixed(1)} s and ${bare.toFixed(1)} s, ${(ours / bare).toFixed(2)} x`
  );
}

async function processorSeconds(program: string, emulator: Emulator): Promise<number> {
  const workspace = await Workspace.create({ program: measured(program), env: emulator.env() });
  try {
    // As users have it, without the module that keeps errors cheap in tests.
    const settings = { name: "proj", runtime: { name: "nodejs", options: { typescript: false } } };
    await writeFile(path.join(workspace.directory, "Pulumi.yaml"), JSON.stringify(settings));
    await workspace.preview({ expectCode: "failure" });
    return Number(await readFile(path.join(workspace.directory, "cpu.txt"), "utf8"));
  } finally {
    await workspace.dispose();
  }
}
