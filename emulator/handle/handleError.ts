/** Why a handle can't do something: what it names does not exist, or the state of the app does not allow it. */
export class HandleError extends Error {
  override readonly name = "HandleError";

  constructor(
    readonly reason: "notFound" | "conflict",
    message: string,
  ) {
    super(message);
  }
}

export function notFound(message: string): HandleError {
  return new HandleError("notFound", message);
}

export function conflict(message: string): HandleError {
  return new HandleError("conflict", message);
}
