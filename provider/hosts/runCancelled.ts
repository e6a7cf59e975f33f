const controller = new AbortController();

/** Aborted when the user has cancelled the run, such as by Ctrl-C. The engine still waits for what is under way. */
export const runCancelled: AbortSignal = controller.signal;

/** Called by the host when the engine calls `Cancel`. */
export function cancelRun(): void {
  controller.abort(new Error("the run was cancelled"));
}
