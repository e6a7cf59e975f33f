/** The frames that the SDK skips: its own and our constructors. */
const keptFrames = 5;

type PrepareStackTrace = NonNullable<typeof Error.prepareStackTrace>;

/**
 * Shortens stack traces while a resource is constructed. The SDK creates several promises per property, each with a stack
 * trace, and writes the constructor's whole stack into the state. For a thousand groups that is most of the program's run
 * time, and a third of the state (docs/decisions/0009-short-stacks.md).
 *
 * @returns restores the previous settings; call it when the constructor has ended, even if it failed
 */
export function shortenStackTraces(): () => void {
  const { stackTraceLimit, prepareStackTrace } = Error;
  // Where the SDK needs a stack, it sets the limit itself.
  Error.stackTraceLimit = 0;
  Error.prepareStackTrace = (error, frames) => (prepareStackTrace ?? defaultFormat)(error, frames.slice(0, keptFrames));
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
    Error.prepareStackTrace = prepareStackTrace;
  };
}

const defaultFormat: PrepareStackTrace = (error, frames) =>
  [`${error}`, ...frames.map((frame) => `    at ${frame}`)].join("\n");
