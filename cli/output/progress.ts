import { Presets, SingleBar } from "cli-progress";
import type { Io } from "../io";

/** How often a log gets a line about work that goes on, in milliseconds. */
const logInterval = 10_000;

export interface Progress {
  update(step: string, done: number, total: number): void;
  stop(): void;
}

/** Shows how far a long command is: a bar on a terminal, and a line every ten seconds in a log. */
export function showProgress(io: Io): Progress {
  return io.isInteractive ? terminalBar() : logLines(io);
}

function terminalBar(): Progress {
  const options = {
    format: "{step} {bar} {value}/{total}  {eta_formatted} left",
    hideCursor: true,
    clearOnComplete: true,
    noTTYOutput: false,
  };
  let bar: SingleBar | undefined;
  let current = "";
  return {
    update(step, done, total) {
      if (step !== current) {
        bar?.stop();
        bar = new SingleBar(options, Presets.shades_classic);
        bar.start(total, done, { step });
        current = step;
      }
      bar?.update(done, { step });
    },
    stop: () => bar?.stop(),
  };
}

function logLines(io: Io): Progress {
  let last = Date.now();
  return {
    update(step, done, total) {
      if (Date.now() - last < logInterval) return;
      last = Date.now();
      io.err(`${step}: ${done} of ${total}\n`);
    },
    stop: () => {},
  };
}
