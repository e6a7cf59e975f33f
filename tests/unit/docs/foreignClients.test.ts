import { EXPECTED, type ExpectedCalls } from "../../emulator/clients/timsdk/expected";
import { checkGenerated } from "./support/generated";

describe("the calls of timsdk in docs/emulator.md", () => {
  it("are those of the test that runs it (DOCS_WRITE=1 writes them)", () => {
    checkGenerated("docs/emulator.md", "timsdk", generated());
  });
});

/** Rows for what needs an explanation; long lists of calls as text. */
function generated(): string {
  const head = ["| Call of timsdk | Strict | Lenient | Why |", "| --- | --- | --- | --- |"];
  const isLong = ({ calls }: ExpectedCalls) => calls.length > MAX_IN_ROW;
  const rows = EXPECTED.filter((expected) => !isLong(expected)).map(row);
  return [...EXPECTED.filter(isLong).map(paragraph), [...head, ...rows].join("\n")].join("\n\n");
}

const MAX_IN_ROW = 4;

function paragraph({ calls, strict, lenient, reason }: ExpectedCalls): string {
  const code = strict === lenient ? outcome(strict) : `${outcome(strict)} or ${outcome(lenient)}`;
  const text = `${reason || "Works in both modes"} (${code}): ${calls.map(named).join(", ")}.`;
  return text.replace(/(.{1,120})(?: |$)/g, "$1\n").trimEnd();
}

function row({ calls, strict, lenient, reason }: ExpectedCalls): string {
  return `| ${calls.map(named).join(", ")} | ${outcome(strict)} | ${outcome(lenient)} | ${reason} |`;
}

function named(call: string): string {
  return call.replace(/^\w+/, (name) => `\`${name}\``);
}

function outcome(code: number): string {
  return code === 0 ? "OK" : String(code);
}
