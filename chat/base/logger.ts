/** Receives the log messages of the client. They never contain a secret key or a UserSig. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
}

/** Discards all messages: the default. */
export const silentLogger: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined };
