import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { useProgram } from "./support/program";

const repository = path.resolve(__dirname, "../../../..");

/** Calls a function, closes nothing, and has to end by itself. */
const PROGRAM = `require("./dist/sdk/index.js").getGroup({ groupId: "ops" }).then(({ name }) => console.log(name));`;

describe("a process that calls a function", () => {
  const program = useProgram();

  it("ends by itself while the service keeps the connection open", async () => {
    program.app.create({ groupId: "ops", type: "Public", name: "Ops" });
    const child = spawn(process.execPath, ["-e", PROGRAM], {
      cwd: repository,
      env: { PATH: process.env.PATH, ...program.emulator.env() },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const printed: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (text: string) => printed.push(text));
    const [code] = await once(child, "close");
    assert.deepEqual([code, printed.join("")], [0, "Ops\n"]);
  });
});
