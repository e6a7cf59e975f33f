import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { run } from "../child.mjs";
import { SetupError, say } from "../report.mjs";
import { languageHostFolder, languageHostName, moduleFolder } from "./languageHost.mjs";
import { withLock } from "./lock.mjs";
import { executableName, isExecutable, PINNED_VERSION } from "./pulumiCli.mjs";

/** Since this version Go downloads the toolchain that a go.mod requires. */
const GO_MINIMUM = [1, 21];
const HEARTBEAT_MILLISECONDS = 20_000;

/**
 * The executables that are built from source.
 * @typedef {object} BuiltCli
 * @property {string} cli
 * @property {string} languageHost the stand-in for the plugin that runs Node.js programs
 */

/**
 * Builds the pinned CLI and the stand-in language host from source into a folder, as far as they are not there yet. Waits if
 * another set-up is building them.
 * @param {string} folder
 * @param {string} [cli] one that was built earlier, maybe into another folder
 * @returns {Promise<BuiltCli>}
 */
export async function buildCli(folder, cli = path.join(folder, "bin", executableName)) {
  const languageHost = path.join(folder, languageHostFolder(), languageHostName);
  await withLock(
    path.join(folder, "building"),
    "Another set-up is building the Pulumi CLI; waiting for it ...",
    async () => {
      const missing = [cli, languageHost].filter((file) => !isExecutable(file));
      if (missing.length === 0) return;
      requireGo();
      say(
        missing.includes(cli)
          ? `Building the Pulumi CLI v${PINNED_VERSION} from source, since its official installer is unreachable.\n` +
              "This takes about 5 minutes on two idle cores, only once: all checkouts of this user share the result."
          : `Building the language host of the Pulumi CLI v${PINNED_VERSION} ...`,
      );
      await build(folder, missing);
    },
  );
  return { cli, languageHost };
}

/**
 * @param {string} folder
 * @param {readonly string[]} files each named after its Go package
 */
async function build(folder, files) {
  const started = Date.now();
  const heartbeat = setInterval(() => say(`  still building (${minutes(started)})`), HEARTBEAT_MILLISECONDS);
  const temporary = path.join(folder, `build-${process.pid}`);
  mkdirSync(temporary, { recursive: true });
  try {
    const code = await run("go", goArguments(temporary, files), {
      cwd: moduleFolder,
      env: { ...process.env, GOWORK: "off" },
      stdio: ["ignore", 2, 2],
    });
    if (code !== 0) {
      throw new SetupError(
        `The Pulumi CLI could not be built (go exited with code ${code}); see its message above.\n` +
          "If it could not fetch a module, check `go env GOPROXY` and your network. Or install Pulumi yourself\n" +
          "(https://www.pulumi.com/docs/install/): a pulumi on PATH is used. Then run npm run setup again.",
      );
    }
    for (const file of files) {
      mkdirSync(path.dirname(file), { recursive: true });
      renameSync(path.join(temporary, path.basename(file)), file);
    }
    say(`Built in ${minutes(started)}.`);
  } finally {
    clearInterval(heartbeat);
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * @param {string} output a folder
 * @param {readonly string[]} files
 */
function goArguments(output, files) {
  const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PINNED_VERSION}`;
  const flags = ["-mod=readonly", "-buildvcs=false", "-ldflags", `-s -w ${version}`];
  const packages = files.map((file) =>
    path.basename(file) === executableName ? "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" : "./pulumi-language-nodejs",
  );
  return ["build", ...flags, "-o", output, ...packages];
}

/** Fails early if Go is missing or too old. */
function requireGo() {
  // In the module's folder, so that Go reports whether it can provide the toolchain that go.mod requires.
  const go = spawnSync("go", ["env", "GOVERSION"], { cwd: moduleFolder, encoding: "utf8" });
  if (go.error) {
    throw new SetupError(
      "This machine has no Pulumi CLI, its official installer is unreachable, and Go, which could build it,\n" +
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
