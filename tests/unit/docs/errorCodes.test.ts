import { accountCodes } from "../../../chat/codes/account";
import { groupCodes } from "../../../chat/codes/group";
import { httpCodes } from "../../../chat/codes/http";
import { otherCodes } from "../../../chat/codes/other";
import type { CodeRow } from "../../../chat/codes/row";
import { checkGenerated } from "./support/generated";

/** The codes that a resource can meet: those of messages, friends and history come only from `client.call`. */
const rows: readonly CodeRow[] = [
  ...groupCodes,
  ...otherCodes.filter(([code]) => typeof code === "number" && code >= 40001 && code <= 40610),
  ...httpCodes,
  ...accountCodes,
];

describe("the error codes in docs/troubleshooting.md", () => {
  it("are those of the client, with its meanings and advice (DOCS_WRITE=1 writes them)", () => {
    checkGenerated("docs/troubleshooting.md", "codes", generated());
  });
});

function generated(): string {
  const lines = rows.map(([code, errorClass, meaning, action]) => {
    const name = typeof code === "number" ? code : `${code[0]}–${code[1]}`;
    return `| ${name} | ${errorClass} | ${meaning} | ${action} |`;
  });
  const head = ["| Code | Class | Meaning | What to do |", "| --- | --- | --- | --- |"];
  return [...head, ...lines].join("\n");
}
