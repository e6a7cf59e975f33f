import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { main, startCommand, startProcess } from "./process";

/** Whether a shell is installed. Of the others, only the script itself is checked. */
const isInstalled = (shell: string) => spawnSync(shell, ["-c", "exit 0"]).status === 0;

describe("completion of tencent-chat", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-completion-"));
  });
  after(() => rm(folder, { recursive: true }));

  async function complete(...words: readonly string[]): Promise<string[]> {
    const { code, out, err } = await startCommand(["complete", "--", ...words]).ended;
    assert.deepEqual([code, err], [0, ""]);
    // The last line tells the shell what to do beside the offers.
    return out
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith(":"))
      .map((line) => line.split("\t")[0] ?? "");
  }

  async function script(shell: string): Promise<string> {
    const { code, out, err } = await startCommand(["completion", shell]).ended;
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /tencent-chat complete --/);
    const file = path.join(folder, `completion.${shell}`);
    await writeFile(file, out);
    return file;
  }

  it("offers the commands that start as what is typed", async () => {
    assert.deepEqual(await complete("swe"), ["sweep"]);
    assert.deepEqual(await complete("emulator", "ex"), ["exec"]);
    const all = await complete("");
    for (const command of ["doctor", "emulator", "list", "orphans", "show", "sweep", "adopt", "watch"])
      assert.ok(all.includes(command), command);
  });

  it("offers the options of a command", async () => {
    const options = await complete("sweep", "--");
    for (const option of ["--stack", "--identity", "--expired", "--yes", "--json"])
      assert.ok(options.includes(option), option);
    assert.deepEqual(await complete("watch", "--token"), ["--token-variable"]);
  });

  it("works in bash", async () => {
    const file = await script("bash");
    const { code, out, err } = await startProcess("bash", [
      ...["--noprofile", "--norc", "-c"],
      // What the package bash-completion provides.
      `_get_comp_words_by_ref() { words=("\${COMP_WORDS[@]}"); cur=\${COMP_WORDS[COMP_CWORD]}; }
       compopt() { :; }
       tencent-chat() { '${process.execPath}' '${main}' "$@"; }
       source '${file}'
       COMP_WORDS=(tencent-chat swe); COMP_CWORD=1
       __tencent_chat_complete; printf '%s\\n' "\${COMPREPLY[@]}"
       complete -p tencent-chat`,
    ]).ended;
    assert.deepEqual([code, err], [0, ""]);
    assert.equal(out, "sweep\ncomplete -F __tencent_chat_complete tencent-chat\n");
    assert.equal((await startProcess("bash", ["-n", file]).ended).code, 0);
  });

  for (const shell of ["zsh", "fish"]) {
    it(`has a script for ${shell}`, async () => {
      await script(shell);
    });

    // Where the shell is not installed, there is no such test.
    if (isInstalled(shell))
      it(`has a script that ${shell} can parse`, async () => {
        const { code, err } = await startProcess(shell, ["-n", await script(shell)]).ended;
        assert.deepEqual([code, err], [0, ""]);
      });
  }

  it("refuses an unknown shell", async () => {
    const { code, err } = await startCommand(["completion", "dash"]).ended;
    assert.equal(code, 2);
    assert.match(err, /zsh, bash, fish, powershell/);
  });
});
