import { CommandFailure } from "./commandFailure";

interface Address {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
}

/** Why a command cannot listen on an address, and what to do. Any other error is returned as it is. */
export function listenFailure(error: unknown, address: Address): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const reason = code === undefined ? undefined : reasons[code];
  return reason === undefined ? error : new CommandFailure(reason(address));
}

/** By system error code. */
const reasons: Readonly<Record<string, (address: Address) => string>> = {
  EADDRINUSE: ({ port }) =>
    `port ${port} is in use by another program. Stop that program, or use a free port with --port 0`,
  EACCES: ({ port }) =>
    `this user is not allowed to listen on port ${port}. Use a port above 1023, or a free one with --port 0`,
  EADDRNOTAVAIL: ({ host }) => `this machine does not have the address ${host}. Omit --host to listen on 127.0.0.1`,
  ENOTFOUND: ({ host }) => `the host ${host} cannot be resolved. Omit --host to listen on 127.0.0.1`,
};
