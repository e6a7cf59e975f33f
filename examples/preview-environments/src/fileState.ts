import { existsSync } from "node:fs";
import { readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * A backend of files does not write a state in one step, so a killed run can leave half a file, which no command can
 * read. Replaces it by its backup. Without a backup it is removed: the next `up` finds its rooms by their identity.
 * Buckets and Pulumi Cloud write a state as a whole, so there is nothing to mend.
 *
 * @param stackName default: all stacks of the project
 */
export async function mendFileState(project: string, stackName?: string): Promise<void> {
  const backend = process.env["PULUMI_BACKEND_URL"] ?? "";
  if (!backend.startsWith("file://")) return;
  const folder = path.join(fileURLToPath(backend), ".pulumi", "stacks", project);
  if (!existsSync(folder)) return;
  const isWanted = (file: string) => stackName === undefined || file.startsWith(`${stackName}.json`);
  const files = (await readdir(folder)).filter(isWanted);
  for (const file of files.filter((name) => /\.json(\.attrs)?$/.test(name))) await mend(path.join(folder, file));
}

async function mend(file: string): Promise<void> {
  if (await isComplete(file)) return;
  const backup = `${file}.bak`;
  const hasBackup = await isComplete(backup);
  if (hasBackup) await rename(backup, file);
  else await rm(file);
  const what = hasBackup ? "replaced by its backup" : "removed";
  console.warn(`${path.basename(file)} was incomplete after a killed run, and was ${what}`);
}

async function isComplete(file: string): Promise<boolean> {
  try {
    JSON.parse(await readFile(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}
