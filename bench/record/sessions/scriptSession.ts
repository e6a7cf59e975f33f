import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Emulator } from "../../../emulator";
import { RunningCommand } from "../../../tests/engine/support/command";
import { writeProject } from "../../../tests/engine/support/project";
import type { Setting } from "../figures";
import { measuredProgram, takeProgramCost } from "./programFile";
import type { Session } from "./session";

/** A script in bench/programs that Node runs, with the step as its argument. It has no preview and no state. */
export async function scriptSession(file: string, setting: Setting, emulator: Emulator): Promise<Session> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-bench-"));
  const source = { program: await measuredProgram(file) };
  await writeProject(directory, { project: "script", language: "javascript", source });
  const env = {
    PATH: process.env["PATH"],
    ...emulator.env(),
    BENCH_GROUPS: String(setting.groups),
    BENCH_PARALLEL: String(setting.parallel),
  };
  return {
    start: (step) =>
      step === "preview"
        ? undefined
        : new RunningCommand(process.execPath, ["index.js", step], { cwd: directory, env }),
    programCost: () => takeProgramCost(directory),
    state: async () => undefined,
    dispose: () => rm(directory, { recursive: true, force: true }),
  };
}
