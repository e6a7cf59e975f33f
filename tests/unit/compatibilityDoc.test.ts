import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { nodeMajors, versions } from "../package/support/tools";

const repository = path.resolve(__dirname, "../..");
const read = (file: string) => readFileSync(path.join(repository, file), "utf8");

/** The cells "Tested versions" by the cells "What". */
const rows = new Map(
  read("docs/compatibility.md")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    // Without the headings and the line below them.
    .slice(2)
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, what = "", tested = ""]): [string, string] => [what, tested]),
);

describe("docs/compatibility.md", () => {
  it("names the versions that the package is tested with", async () => {
    const { PINNED_VERSION } = await import("../../tools/lib/cli/pulumiCli.mjs");
    const { devDependencies } = JSON.parse(read("package.json"));
    const typescript = devDependencies.typescript.replace(/^~(\d+\.\d+)\..*/, "$1");
    const { pnpm, yarn, bun, esbuild, typescript6, typescript7 } = versions;
    assert.deepEqual(Object.fromEntries(rows), {
      Node: nodeMajors.join(", "),
      Bun: bun,
      TypeScript: [typescript, typescript6, typescript7].join(", "),
      esbuild,
      "npm, pnpm, Yarn, Bun": ["that of Node", pnpm, yarn, bun].join(", "),
      "Pulumi CLI and `@pulumi/pulumi`": `${PINNED_VERSION} and ${devDependencies["@pulumi/pulumi"]}`,
    });
  });

  it("names the oldest @pulumi/pulumi that the package accepts", () => {
    const { peerDependencies } = JSON.parse(read("package.json"));
    const oldest = peerDependencies["@pulumi/pulumi"].replace("^", "");
    assert.match(read("docs/compatibility.md"), new RegExp(`From ${oldest.replaceAll(".", "\\.")} on`));
  });
});
