import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { regions } from "../../chat";
import { readSettings } from "../../provider/settings";
import { complaints } from "./support/complaints";

const repository = path.resolve(__dirname, "../..");
const read = (file: string) => readFileSync(path.join(repository, file), "utf8");
const readme = read("README.md");

/** The code blocks of README.md that are programs. */
const programs = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);

/** The rows of the table under a heading, as cells. The first row is the header. */
function tableUnder(heading: string): string[][] {
  const [, section = ""] = readme.split(`\n## ${heading}\n`);
  const table = /(?:^\|.*\n)+/m.exec(section)?.[0] ?? "";
  const cells = table
    .trim()
    .split("\n")
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
  return cells.filter(([first]) => !first?.startsWith("---"));
}

/** The texts in backticks. */
const code = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);

describe("the programs in README.md", () => {
  it("exist, and the first one has about 20 lines", () => {
    assert.ok(programs.length >= 4);
    const lines = programs[0]?.trim().split("\n").length ?? 0;
    assert.ok(lines <= 22, `${lines} lines`);
  });

  it("compile against the built package", () => {
    assert.deepEqual(complaints(programs), []);
  });

  it("would not compile with a misspelt property or export", () => {
    const misspelt = (programs[0] ?? "").replace("ownerAccount:", "owner:").concat("\ntencentchat.Grupp;\n");
    const [property = "", name = "", ...others] = complaints([misspelt]);
    assert.match(property, /'owner' does not exist in type 'GroupArgs'/);
    assert.match(name, /Property 'Grupp' does not exist/);
    assert.deepEqual(others, []);
  });
});

describe("the settings in README.md", () => {
  const [, ...rows] = tableUnder("Settings");
  const row = (key: string) => rows.find(([cell]) => cell === `\`${key}\``) ?? [];

  it("are the ones that the provider reads, with their keys and variables, in its order", () => {
    const source = read("provider/settingSources.ts");
    const sources = [...source.matchAll(/^ {2}\w+: \{\s+key: "(\w+)",\s+variable: "(\w+)"/gm)].map(
      ([, key, variable]) => [key, variable],
    );
    assert.ok(sources.length >= 7);
    assert.deepEqual(
      rows.map(([key, variable]) => [code(key)[0], code(variable)[0]]),
      sources,
    );
  });

  it("are the arguments of Provider", () => {
    const [, args = ""] = /interface ProviderArgs \{(.*?)^\}/ms.exec(read("sdk/provider.ts")) ?? [];
    const names = [...args.matchAll(/readonly (\w+)\?/g)].map(([, name]) => name);
    assert.deepEqual(
      rows.map(([, , argument]) => code(argument)[0]),
      names,
    );
  });

  it("have the defaults of the provider", () => {
    const values: Record<string, string> = { "tencent-chat:sdkAppId": "1", "tencent-chat:region": "seoul" };
    const { adminUserId, allowInsecureEndpoint, deadlineMs } = readSettings(
      (key) => values[key],
      () => undefined,
    );
    const defaults = ["adminUserId", "allowInsecureEndpoint", "deadlineSeconds"].map((key) => code(row(key)[3])[0]);
    assert.deepEqual(defaults, [adminUserId, String(allowInsecureEndpoint), String(deadlineMs / 1000)]);
  });

  it("name every region", () => {
    assert.deepEqual(code(row("region")[4]), regions);
  });
});

describe("the destroy table in README.md", () => {
  it("has a row for success and for each documented code of destroy_group (doc 34896)", () => {
    const answers = tableUnder("What happens on destroy").map(([answer = ""]) => answer);
    for (const expected of ["0", "10002", "10003", "10004", "10007", "10010", "10015"]) {
      assert.ok(
        answers.some((answer) => answer.split(/[ ,]+/).includes(expected)),
        expected,
      );
    }
  });
});

describe("the documents", () => {
  const decisions = readdirSync(path.join(repository, "docs/decisions")).map((file) => `docs/decisions/${file}`);
  for (const file of [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/architecture.md",
    ...decisions,
  ]) {
    it(`${file} links to files that exist`, () => {
      const links = [...read(file).matchAll(/\]\(([^)#]+)\)/g)]
        .map(([, link = ""]) => link)
        .filter((link) => !/^https?:/.test(link));
      const missing = links.filter((link) => !existsSync(path.resolve(repository, path.dirname(file), link)));
      assert.deepEqual(missing, []);
    });
  }
});
