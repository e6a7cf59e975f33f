/** `npm run build`: compiles the package into an empty dist/, with an executable command. Needs the dependencies. */
import { chmodSync, cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { run } from "./lib/child.mjs";
import { repository } from "./lib/folders.mjs";
import { runTool } from "./lib/report.mjs";

await runTool(async () => {
  rmSync(path.join(repository, "dist"), { recursive: true, force: true });
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const code = await run(process.execPath, [compiler, "-p", "tsconfig.build.json"], { cwd: repository });
  // The compiler leaves files that are not code.
  const page = path.join("emulator", "page", "assets");
  cpSync(path.join(repository, page), path.join(repository, "dist", page), { recursive: true });
  // npm sets this bit where it installs the package, but `npx tencent-chat` in this checkout runs the file itself.
  // Windows has no such bit, and ignores it.
  const commands = ["cli/main.js", "provider/hosts/plugin/main.js"];
  if (code === 0) for (const command of commands) chmodSync(path.join(repository, "dist", command), 0o755);
  return code;
});
