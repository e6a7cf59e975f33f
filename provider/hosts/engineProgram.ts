import { PreviewFile } from "../program/previewFile";
import { Program } from "../program/program";
import { RunFiles } from "../program/runFiles";

/**
 * Returns the program that the engine of this process runs.
 *
 * @param engine its address; undefined if there is none
 * @param options.isAnnounced whether the program announces its resources before the engine checks them
 * @param options.cli the process id of the command: its preview tells what the program declares, and what the states of these resources have
 */
export function programOfEngine(
  engine: string | undefined,
  { cli, ...options }: { readonly isAnnounced?: boolean; readonly cli?: number | undefined } = {},
): Program {
  if (engine === undefined) return new Program(options);
  try {
    const previewFile = cli === undefined ? undefined : new PreviewFile(cli, engine);
    return new Program({ ...options, files: new RunFiles(engine), previewFile });
  } catch {
    // Without a temporary folder, it is not known whether another process runs the program.
    return new Program({ ...options, isAlone: false });
  }
}
