import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRefusedByName } from "../../emulator/api/catalogue";
import { ENDPOINTS } from "../../emulator/api/registry";

const EMULATOR = join(__dirname, "../../emulator");

describe("the emulator's registry", () => {
  it("lists each endpoint once, and none that is refused as not emulated", () => {
    const paths = ENDPOINTS.map((endpoint) => endpoint.path);
    assert.equal(new Set(paths).size, paths.length);
    assert.deepEqual(
      paths.filter((path) => isRefusedByName(path)),
      [],
    );
  });
});

describe("the emulator's sources", () => {
  it("import only Node's modules and each other, so that they stay independent of the client", () => {
    const files = readdirSync(EMULATOR, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    assert.ok(files.length > 20);
    for (const file of files) {
      const depth = file.split("/").length - 1;
      const imports = readFileSync(join(EMULATOR, file), "utf8").matchAll(/from "([^"]+)"/g);
      for (const [, name = ""] of imports) {
        const climbs = name.split("/").filter((part) => part === "..").length;
        assert.ok(name.startsWith("node:") || (name.startsWith(".") && climbs <= depth), `${file} imports ${name}`);
      }
    }
  });
});
