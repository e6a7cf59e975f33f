import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PreviewedResource } from "./announcements";
import { processName, runFolder } from "./runFiles";

interface Line extends PreviewedResource {
  readonly engine: string;
}

/**
 * What a program declared in an earlier run of the same command: `pulumi up` previews first, with other provider processes and
 * under another address. A program that announces nothing is known that way before the engine reaches all of its resources.
 */
export class PreviewFile {
  readonly #file: string;

  /**
   * @param cli the process id of the command
   * @param engine the address of the engine of this run
   * @throws Error if no folder can be created that belongs to this user alone
   */
  constructor(
    cli: number,
    private readonly engine: string,
  ) {
    const name = processName(cli);
    this.#file = join(runFolder(`cli-${name}`), name);
  }

  /** A failure is ignored: without the file, only what has been checked is known. */
  record(resource: PreviewedResource): void {
    const line: Line = { engine: this.engine, ...resource };
    try {
      appendFileSync(this.#file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch {}
  }

  /** Returns what other runs declared, the last declaration of each resource. */
  read(): readonly PreviewedResource[] {
    const others = this.#lines().filter(({ engine }) => engine !== this.engine);
    return [...new Map(others.map((resource) => [resource.key, resource])).values()];
  }

  #lines(): readonly Line[] {
    try {
      return readFileSync(this.#file, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    } catch {
      return [];
    }
  }
}
