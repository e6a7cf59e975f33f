import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

const repository = path.resolve(__dirname, "../../..");
const read = (file: string) => JSON.parse(readFileSync(path.join(repository, file), "utf8"));
const manifest = read("package.json");

describe("package.json", () => {
  it("derives homepage and bugs from the repository", () => {
    const [, page] = /^git\+(https:\/\/github\.com\/[^/]+\/[^/]+)\.git$/.exec(manifest.repository.url) ?? [];
    assert.ok(page, manifest.repository.url);
    assert.deepEqual([manifest.homepage, manifest.bugs], [`${page}#readme`, `${page}/issues`]);
  });

  it("has the types of every sub-path for moduleResolution node as well", () => {
    const subPaths = Object.entries<{ types: string }>(manifest.exports)
      .map(([name, { types }]): [string, string[]] => [name.replace(/^\.\/?/, ""), [types]])
      .filter(([name]) => name !== "" && name !== "package.json");
    assert.deepEqual(manifest.typesVersions, { "*": Object.fromEntries(subPaths) });
  });

  it("starts the plugin as `main`, as PulumiPlugin.yaml needs it, and gives programs the SDK", () => {
    assert.equal(manifest.main, "./dist/provider/hosts/plugin/main.js");
    assert.deepEqual(manifest.exports["."], { types: manifest.types, default: "./dist/sdk/index.js" });
    const plugin = readFileSync(path.join(repository, "PulumiPlugin.yaml"), "utf8");
    assert.match(plugin, /^runtime:\n {2}name: nodejs$/m);
  });

  it("has the version of package-lock.json", () => {
    const lock = read("package-lock.json");
    assert.deepEqual([lock.version, lock.packages[""].version], [manifest.version, manifest.version]);
  });
});
