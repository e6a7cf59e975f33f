#!/usr/bin/env node
import { endWithEngine } from "../engineWatch";
import { serve } from "./server/server";

/** The engine reads the port from the first line, and stops the process at its own end. */
async function main(): Promise<void> {
  console.log(await serve());
  endWithEngine();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
