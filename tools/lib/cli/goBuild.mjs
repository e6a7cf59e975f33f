import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { run } from "../child.mjs";
import { SetupError, say } from "../report.mjs";

/** Since this version Go downloads the toolchain that a go.mod requires. */
const GO_MINIMUM = [1, 21];
const HEARTBEAT_MILLISECONDS = 20_000;

/**
 * Builds executables from the Go packages of a module, and moves them to their places when all of them are complete.
 * @param {string} moduleFolder
 * @param {ReadonlyMap<string, string>} packages by the file to write, which is named after its package
 * @param {readonly string[]} variables set by the linker: `<package>.<name>=<value>`
 */
export async function goBuild(moduleFolder, packages, variables) {
  requireGo(moduleFolder);
  const started = Date.now();
  const heartbeat = setInterval(() => say(`  still building (${minutes(started)})`), HEARTBEAT_MILLISECONDS);
  const [first = ""] = packages.keys();
  const temporary = path.join(path.dirname(path.dirname(first)), `build-${process.pid}`);
  mkdirSync(temporary, { recursive: true });
  try {
    const linker = ["-s", "-w", ...variables.flatMap((variable) => ["-X", variable])].join(" ");
    const flags = ["-mod=readonly", "-buildvcs=false", "-ldflags", linker];
    const code = await run("go", ["build", ...flags, "-o", temporary, ...packages.values()], {
      cwd: moduleFolder,
      env: { ...process.env, GOWORK: "off" },
      stdio: ["ignore", 2, 2],
    });
    if (code !== 0) {
      throw new SetupError(
        `The Pulumi CLI or a language host could not be built (go exited with code ${code}); see its message above.\n` +
          "If it could not fetch a module, check `go env GOPROXY` and your network. Or install Pulumi yourself\n" +
          "(https://www.pulumi.com/docs/install/): a pulumi on PATH is used. Then run npm run setup again.",
      );
    }
    for (const file of packages.keys()) {
      mkdirSync(path.dirname(file), { recursive: true });
      renameSync(path.join(temporary, path.basename(file)), file);
    }
    say(`Built in ${minutes(started)}.`);
  } finally {
    clearInterval(heartbeat);
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Fails early if Go is missing or too old. @param {string} moduleFolder */
function requireGo(moduleFolder) {
  // In the module's folder, so that Go reports whether it can provide the toolchain that go.mod requires.
  const go = spawnSync("go", ["env", "GOVERSION"], { cwd: moduleFolder, encoding: "utf8" });
  if (go.error) {
    throw new SetupError(
      "This machine has no complete Pulumi CLI, its official installer is unreachable, and Go, which could build it,\n" +
        "is not installed. Do one of these, then run npm run setup again:\n" +
        "  - install Pulumi (https://www.pulumi.com/docs/install/), so that `pulumi version` works\n" +
        "  - install Go 1.25 or newer (https://go.dev/doc/install), so that `go version` works\n" +
        "  - allow this machine to reach https://get.pulumi.com",
    );
  }
  if (go.status !== 0 || !isNewEnough(go.stdout)) {
    throw new SetupError(
      `Go is too old to build the Pulumi CLI: ${(go.stderr || go.stdout).trim()}\n` +
        "Install Go 1.25 or newer (https://go.dev/doc/install), or allow Go to download it: go env -w GOTOOLCHAIN=auto",
    );
  }
}

/** @param {string} version such as `go1.25.1` */
function isNewEnough(version) {
  const [, major = "0", minor = "0"] = /^go(\d+)\.(\d+)/.exec(version) ?? [];
  const [wantedMajor = 0, wantedMinor = 0] = GO_MINIMUM;
  return Number(major) > wantedMajor || (Number(major) === wantedMajor && Number(minor) >= wantedMinor);
}

/** @param {number} since */
function minutes(since) {
  const seconds = Math.round((Date.now() - since) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
