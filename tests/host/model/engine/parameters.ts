/** The parameters of fast-check: `path` comes from the message of a failure. Without MODEL_NOSHRINK a failure is shrunk. */
export function parametersOf(numRuns: number, seed: number, path: string | undefined) {
  return {
    numRuns,
    seed,
    ...(path !== undefined && { path }),
    endOnFailure: process.env["MODEL_NOSHRINK"] !== undefined,
  };
}
