/**
 * `npm run test:browser`: the emulator's page in a real, headless Chromium. A machine without one that can't install it can't
 * run them: that is "NOT RUN", with exit code 77, and not a success.
 */

import { buildPackage, installDependencies } from "./lib/dependencies.mjs";
import { runTool, say } from "./lib/report.mjs";
import { chromium } from "./lib/testing/chromium.mjs";
import { runFiles } from "./lib/testing/levels.mjs";

/** The exit code of tests that can't run here, as automake and meson have it. */
const NOT_RUN = 77;

await runTool(async () => {
  await installDependencies();
  await buildPackage();
  const binary = await chromium();
  if (!binary) {
    say(
      "\nbrowser    NOT RUN: there is no Chromium or Google Chrome on PATH, and none could be installed with apt-get.",
    );
    say("Install one, or set CHROMIUM to its path, and run npm run test:browser again.");
    return NOT_RUN;
  }
  say(`\nTests: browser, with ${binary}`);
  const { passed, failures } = await runFiles("tests/browser/**/*.test.ts", process.execPath, {
    env: { CHROMIUM: binary },
  });
  for (const failure of failures) console.log(`FAILED browser: ${failure}`);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  return failures.length > 0 ? 1 : 0;
});
