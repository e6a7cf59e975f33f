/** A request that the control API can't answer, with its HTTP status. */
export class ControlError extends Error {
  override readonly name = "ControlError";

  /** @param allow the methods that the path takes */
  constructor(
    readonly status: number,
    message: string,
    readonly allow?: readonly string[],
  ) {
    super(message);
  }
}
