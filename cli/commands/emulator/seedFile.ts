import { readFileSync } from "node:fs";
import { readSeed, type Seed } from "../../../emulator";
import { CommandFailure } from "../../commandFailure";

/** Reads a seed from a YAML or JSON file. @throws CommandFailure that names the field, what is allowed and what was given */
export async function readSeedFile(path: string): Promise<Seed> {
  const text = readText(path);
  const { parse } = await import("yaml");
  try {
    return readSeed(parse(text));
  } catch (error) {
    throw new CommandFailure(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFailure(code === "ENOENT" ? `there is no seed file ${path}` : `${path} can't be read: ${code}`);
  }
}
