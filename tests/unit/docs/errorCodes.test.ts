import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { accountCodes } from "../../../chat/codes/account";
import { groupCodes } from "../../../chat/codes/group";
import { httpCodes } from "../../../chat/codes/http";
import { otherCodes } from "../../../chat/codes/other";
import type { CodeRow } from "../../../chat/codes/row";
import { readPage, repository } from "./support/pages";

const file = "docs/troubleshooting.md";

/** The codes that a resource can meet: those of messages, friends and history come only from `client.call`. */
const rows: readonly CodeRow[] = [
  ...groupCodes,
  ...otherCodes.filter(([code]) => typeof code === "number" && code >= 40001 && code <= 40610),
  ...httpCodes,
  ...accountCodes,
];

describe("the error codes in docs/troubleshooting.md", () => {
  it("are those of the client, with its meanings and advice (DOCS_WRITE=1 writes them)", () => {
    const { text } = readPage(file);
    const expected = text.replace(/<!-- codes -->.*<!-- \/codes -->/s, () => generated());
    if (process.env["DOCS_WRITE"] === "1") writeFileSync(path.join(repository, file), expected);
    else assert.ok(unaligned(text) === unaligned(expected), "outdated: run DOCS_WRITE=1 npm run test:unit");
  });
});

/** The formatter aligns tables. */
function unaligned(text: string): string {
  return text.replace(/ +/g, " ").replace(/-{3,}/g, "---");
}

function generated(): string {
  const lines = rows.map(([code, errorClass, meaning, action]) => {
    const name = typeof code === "number" ? code : `${code[0]}–${code[1]}`;
    return `| ${name} | ${errorClass} | ${meaning} | ${action} |`;
  });
  const head = ["| Code | Class | Meaning | What to do |", "| --- | --- | --- | --- |"];
  return ["<!-- codes -->", "", ...head, ...lines, "", "<!-- /codes -->"].join("\n");
}
