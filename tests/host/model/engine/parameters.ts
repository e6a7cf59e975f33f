/** How fast-check runs a model: `path` is where a failure was, as its message tells; without MODEL_NOSHRINK it looks for a simpler one. */
export function parametersOf(numRuns: number, seed: number, path: string | undefined) {
  return {
    numRuns,
    seed,
    ...(path !== undefined && { path }),
    endOnFailure: process.env["MODEL_NOSHRINK"] !== undefined,
  };
}
