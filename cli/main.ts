#!/usr/bin/env node
import { run } from "./run";

const output = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
};

void run(process.argv.slice(2), output).then((code) => {
  process.exitCode = code;
});
