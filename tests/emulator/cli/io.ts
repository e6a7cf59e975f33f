import type { Io } from "../../../cli/io";

/** Streams that a test reads, and the environment of a command. */
export function captured(env: Readonly<Record<string, string | undefined>> = {}) {
  const written = { out: "", err: "" };
  const io: Io = {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    env,
    isInteractive: false,
    columns: undefined,
  };
  return { io, written };
}
