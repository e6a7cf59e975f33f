/** A state file that can't be used, and what to do. */
export class StateFileError extends Error {
  override readonly name = "StateFileError";
}
