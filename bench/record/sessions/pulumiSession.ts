import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Emulator } from "../../../emulator";
import { Workspace } from "../../../tests/engine/support/workspace";
import type { Setting, Step } from "../figures";
import { linkPackages, measuredProgram, takeProgramCost } from "./programFile";
import type { Session } from "./session";

/** A program in bench/programs that the Pulumi CLI runs. */
export interface PulumiProgram {
  readonly file: string;
  /** Packages that it needs besides Pulumi and this one. */
  readonly packages?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const commandOf: Readonly<Record<Step, readonly string[]>> = {
  preview: ["preview"],
  up: ["up", "--yes", "--skip-preview"],
  change: ["up", "--yes", "--skip-preview"],
  refresh: ["refresh", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
};

/** Creates a stack with the program, on the emulator. */
export async function pulumiSession(program: PulumiProgram, setting: Setting, emulator: Emulator): Promise<Session> {
  const workspace = await Workspace.create({
    program: await measuredProgram(program.file),
    withPassphrase: true,
    env: { ...asUsersHaveIt, ...emulator.env(), ...program.env, ...environmentOf(setting) },
  });
  const { directory, stack } = workspace;
  await linkPackages(directory, program.packages ?? []);
  await writeFile(path.join(directory, "Pulumi.yaml"), plainProject);
  const args = ["--stack", stack, "--parallel", String(setting.parallel)];
  let env: Readonly<Record<string, string>> = {};
  return {
    start: (step) => {
      if (step === "change") env = { BENCH_CHANGED: "true" };
      return workspace.start([...commandOf[step], ...args], { env });
    },
    programCost: () => takeProgramCost(directory),
    state: () => workspace.stateText(),
    dispose: () => workspace.dispose(),
  };
}

/** Without what makes the engine tests faster: the lazy modules, the rare garbage collection and the plain errors. */
const asUsersHaveIt = { NODE_OPTIONS: "", GOGC: "" };
const plainProject = JSON.stringify({ name: "proj", runtime: { name: "nodejs", options: { typescript: false } } });

function environmentOf({ groups, checkpoints }: Setting): Record<string, string> {
  return { BENCH_GROUPS: String(groups), ...(checkpoints ? {} : { PULUMI_SKIP_CHECKPOINTS: "true" }) };
}
