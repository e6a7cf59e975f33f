/** Five frames of the SDK's constructors and ours, and three of the program: enough to find a resource by. */
const keptFrames = 8;

type PrepareStackTrace = NonNullable<typeof Error.prepareStackTrace>;

/**
 * Keeps stack traces short while a resource is constructed. For each property the SDK makes several promises that each
 * hold a stack trace, and the whole stack of the constructor goes into the state: for a thousand groups that is most of
 * the time of the program, and a third of the state (docs/decisions/0009-short-stacks.md).
 *
 * @returns puts everything back as it was; to be called when the constructor is done, whether or not it failed
 */
export function shortenStackTraces(): () => void {
  const { stackTraceLimit, prepareStackTrace } = Error;
  // The SDK itself asks for the whole stack, once, where it needs it.
  Error.stackTraceLimit = 0;
  Error.prepareStackTrace = (error, frames) => (prepareStackTrace ?? plainly)(error, frames.slice(0, keptFrames));
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
    Error.prepareStackTrace = prepareStackTrace;
  };
}

const plainly: PrepareStackTrace = (error, frames) =>
  [`${error}`, ...frames.map((frame) => `    at ${frame}`)].join("\n");
