import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";

const repository = path.resolve(__dirname, "../../..");

/** Every file that a program has loaded after it required the package and ran some work, as paths below the repository. */
function loadedFiles(work = ""): string[] {
  const print = "console.log(JSON.stringify(Object.keys(require.cache)))";
  const program = `const sdk = require("./dist/sdk/index.js"); (async () => { ${work} })().then(() => ${print})`;
  const files: string[] = JSON.parse(
    execFileSync(process.execPath, ["-e", program], { cwd: repository, encoding: "utf8" }),
  );
  return files.map((file) => path.relative(repository, file).split(path.sep).join("/"));
}

/** Modules that only the provider's process or the command line needs. */
const FOREIGN = ["axios", "zod", "tls-sig-api-v2"].map((name) => `node_modules/${name}/`);
const OUTSIDE = ["provider", "chat", "emulator", "cli"].map((folder) => `dist/${folder}/`);

describe("a program that loads the package", () => {
  const files = loadedFiles();

  it("loads the resources, and nothing else of this package", () => {
    assert.ok(files.includes("dist/sdk/resources/group.js"), "the measurement must see what is loaded");
    assert.deepEqual(
      files.filter((file) => OUTSIDE.some((folder) => file.startsWith(folder))),
      [],
    );
    assert.deepEqual(
      files.filter((file) => file.startsWith("dist/") && !file.startsWith("dist/sdk/")),
      [],
    );
  });

  it("loads what a function needs when one is called, and no resource handler", () => {
    const loaded = loadedFiles(`await sdk.getGroup({ groupId: "" }).catch(() => {})`);
    assert.ok(loaded.includes("dist/provider/functions/index.js"));
    assert.ok(loaded.some((file) => file.includes("node_modules/axios/")));
    assert.deepEqual(
      loaded.filter((file) => /^dist\/(emulator|cli|provider\/(resources|sweep))\//.test(file)),
      [],
    );
  });

  it("loads no HTTP client, no validation library and no signing library", () => {
    assert.ok(files.some((file) => file.includes("node_modules/@pulumi/pulumi/")));
    assert.deepEqual(
      files.filter((file) => FOREIGN.some((folder) => file.includes(folder))),
      [],
    );
  });
});
