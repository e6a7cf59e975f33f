import { createRequire } from "node:module";
import path from "node:path";
import { programError } from "./programError";

let isChecked = false;

/**
 * Refuses a program from whose folder the provider process would not find this package: with pnpm, or in a workspace, the
 * program may have it only through a library. Without this, the failure of each resource would be the module loader's.
 *
 * @throws RunError
 */
export function refuseMissingPackage(): void {
  if (isChecked) return;
  isChecked = true;
  // Only the CLI runs a program in the folder where the provider process starts: an inline program may be anywhere.
  if (!/@pulumi[\\/]pulumi[\\/]cmd[\\/]run/.test(require.main?.filename ?? "") || isInstalled()) return;
  throw programError(
    "The provider process can't load pulumi-tencent-chat from the folder of the program, which has the package only through a library: " +
      "add pulumi-tencent-chat to the dependencies of your program.",
  );
}

function isInstalled(): boolean {
  try {
    createRequire(path.join(process.cwd(), "index.js")).resolve("pulumi-tencent-chat/provider");
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND";
  }
}
