/** The cost of a function that fails, compared with a program that only fails: the processor time of the whole process. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Emulator } from "../../emulator";
import { Workspace } from "../../tests/engine/support/workspace";
import type { BenchRecord } from "./figures";

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

export async function measureFailure(emulator: Emulator): Promise<BenchRecord["failure"]> {
  return {
    bare: await processorSeconds(programs.bare, emulator),
    ours: await processorSeconds(programs.ours, emulator),
  };
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
