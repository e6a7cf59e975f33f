import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { ROUTES } from "../../../emulator/control/routes";
import { WEBHOOK_EVENTS } from "../../../emulator/webhooks/catalogue";
import { Rig } from "../support/rig";

const repository = path.join(__dirname, "../../..");
const run = promisify(execFile);

/** Replaces the block of a page, or compares it. DOCS_WRITE=1 writes. */
function hold(file: string, block: string, expected: string): void {
  const full = path.join(repository, file);
  const text = readFileSync(full, "utf8");
  const pattern = new RegExp(`<!-- ${block} -->\n(?:.*\n)*?<!-- /${block} -->`);
  assert.match(text, pattern);
  const next = text.replace(pattern, () => `<!-- ${block} -->\n\n${expected}\n\n<!-- /${block} -->`);
  if (process.env["DOCS_WRITE"] === "1") writeFileSync(full, next);
  else assert.ok(text === next, `${file} is outdated: run DOCS_WRITE=1 npm run test:emulator`);
}

/** A table whose columns have equal widths, as the formatter of the documents wants it. */
function table(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.slice(1).map(line)].join("\n");
}

describe("docs/control-api.md", () => {
  const rig = new Rig();

  it("lists every operation, with its query and its fields", () => {
    const rows = ROUTES.map(({ method, path: at, query, fields = [], summary }) => {
      const names = [...query.map((name) => `?${name}`), ...fields].map((name) => `\`${name}\``).join(", ");
      return [`\`${method} ${at.replaceAll(/:(\w+)/g, "{$1}")}\``, names, summary];
    });
    const events = ["`GET /events`", "", "Server-sent events: see below."];
    hold(
      "docs/control-api.md",
      "operations",
      table([["Operation", "Query and fields", "What it does"], ...rows, events]),
    );
  });

  it("has commands and a Python program that work", async () => {
    const page = readFileSync(path.join(repository, "docs/control-api.md"), "utf8");
    const here = (code: string) => code.replaceAll("http://127.0.0.1:10010", rig.emulator.url);
    const [, shell = ""] = /```sh\n(.*?)```/s.exec(page) ?? [];
    const { stdout } = await run("sh", ["-ec", here(shell)]);
    assert.match(stdout, /"status":"ok"/);
    assert.doesNotMatch(stdout, /"error"/);
    assert.equal(rig.emulator.faults.rules.length, 1);
    const [, python = ""] = /```python\n(.*?)```/s.exec(page) ?? [];
    assert.equal((await run("python3", ["-c", here(python)])).stdout, "0\n");
    assert.deepEqual(rig.emulator.app().disbanded(), ["ops-room"]);
  });
});

describe("docs/emulator.md", () => {
  it("lists every event of webhooks", () => {
    const rows = Object.entries(WEBHOOK_EVENTS).map(([event, kind]) => [`\`${event}\``, kind]);
    hold("docs/emulator.md", "webhooks", table([["Event", "Kind"], ...rows]));
  });
});
