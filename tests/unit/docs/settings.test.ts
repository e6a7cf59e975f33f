import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { regions } from "../../../chat";
import { readSettings } from "../../../provider/settings";
import { codeIn, readPage, repository, tableUnder } from "./support/pages";

const read = (file: string) => readFileSync(path.join(repository, file), "utf8");
const [, ...rows] = tableUnder(readPage("docs/settings.md"), "# Settings");

describe("the table in docs/settings.md", () => {
  const row = (key: string) => rows.find(([cell]) => cell === `\`${key}\``) ?? [];

  it("has the settings that the provider reads, with their keys and variables, in its order", () => {
    const source = read("provider/settingSources.ts");
    const sources = [...source.matchAll(/^ {2}\w+: \{\s+key: "(\w+)",\s+variable: "(\w+)"/gm)].map(
      ([, key, variable]) => [key, variable],
    );
    assert.ok(sources.length >= 7);
    assert.deepEqual(
      rows.map(([key, variable]) => [codeIn(key)[0], codeIn(variable)[0]]),
      sources,
    );
  });

  it("has the arguments of Provider", () => {
    const [, args = ""] = /interface ProviderArgs \{(.*?)^\}/ms.exec(read("sdk/provider.ts")) ?? [];
    const names = [...args.matchAll(/readonly (\w+)\?/g)].map(([, name]) => name);
    assert.deepEqual(
      rows.map(([, , argument]) => codeIn(argument)[0]),
      names,
    );
  });

  it("has the defaults of the provider", () => {
    const values: Record<string, string> = { "tencent-chat:sdkAppId": "1", "tencent-chat:region": "seoul" };
    const { adminUserId, allowInsecureEndpoint, deadlineMs } = readSettings(
      (key) => values[key],
      () => undefined,
    );
    const defaults = ["adminUserId", "allowInsecureEndpoint", "deadlineSeconds"].map((key) => codeIn(row(key)[3])[0]);
    assert.deepEqual(defaults, [adminUserId, String(allowInsecureEndpoint), String(deadlineMs / 1000)]);
  });

  it("names every region", () => {
    assert.deepEqual(codeIn(row("region")[4]), regions);
  });
});

describe("the main settings in README.md", () => {
  it("are in the table of docs/settings.md, with the same variables", () => {
    const [, ...main] = tableUnder(readPage("README.md"), "## Settings");
    const pairs = rows.map(([key, variable]) => `${key} ${variable}`);
    assert.equal(main.length, 4);
    assert.deepEqual(
      main.map(([key, variable]) => `${key} ${variable}`).filter((pair) => !pairs.includes(pair)),
      [],
    );
  });
});
