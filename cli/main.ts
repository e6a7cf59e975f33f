#!/usr/bin/env node
import { processIo } from "./io";
import { run } from "./run";

// A reader such as `head` that closes the pipe ends the command, as it ends others.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

void run(process.argv.slice(2), processIo).then((code) => {
  process.exitCode = code;
});
