import assert from "node:assert/strict";
import { commandOf } from "../../../provider/hosts/plugin/engine/updateCommand";

describe("the command of the Pulumi CLI", () => {
  for (const [line, command] of [
    ["preview --stack dev", "preview"],
    ["up --yes --skip-preview", "up"],
    ["-C preview up", "up"],
    ["--cwd=up preview", "preview"],
    ["--color never --logtostderr -v 9 refresh --yes", "refresh"],
    ["import --file import.json", "import"],
    ["", undefined],
  ] as const)
    it(`is ${command} in: pulumi ${line}`, () => {
      assert.equal(commandOf(line === "" ? [] : line.split(" ")), command);
    });
});
