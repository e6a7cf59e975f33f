import { PreviewFile } from "../program/previewFile";
import { Program } from "../program/program";
import { RunFiles } from "../program/runFiles";
import { cliProcess } from "./cliProcess";

/**
 * Returns the program that the engine of this process runs.
 *
 * @param engine its address; undefined if there is none
 * @param options.isAnnounced whether the program announces its resources before the engine checks them
 */
export function programOfEngine(engine: string | undefined, options: { readonly isAnnounced?: boolean } = {}): Program {
  if (engine === undefined) return new Program(options);
  try {
    const cli = cliProcess();
    const previewFile = cli && new PreviewFile(cli.pid, engine);
    return new Program({ ...options, files: new RunFiles(engine), previewFile });
  } catch {
    // Without a temporary folder, it is not known whether another process runs the program.
    return new Program({ ...options, isAlone: false });
  }
}
