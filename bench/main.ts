/**
 * `npm run bench`: the project's performance record, on the real Pulumi CLI, a file backend and one emulator. Without flags it
 * takes the whole record and writes it to bench/results.json, from which `DOCS_WRITE=1 npm run test:unit` generates
 * docs/performance.md. `-- --resume` continues an interrupted record, or adds what is new. For a part that is only shown:
 * `-- --sizes 1,100 --rounds 1 --parallel 64 --checkpoints off --contenders group,script`; `--out FILE` writes it.
 *
 * It fails if a run fails or leaves groups. A missed target is shown but is no failure, since it depends on the machine.
 */
import { existsSync } from "node:fs";
import { readFlags } from "./record/flags";
import { planOf } from "./record/plan";
import { newRecord, recordToContinue, writeRecord } from "./record/results";
import { takeRecord } from "./record/run";
import { targetLines } from "./record/targets";

async function main(): Promise<void> {
  const { selection, resume, file } = readFlags(process.argv.slice(2));
  const isContinued = resume && file !== undefined && existsSync(file);
  const start = isContinued ? await recordToContinue(file) : await newRecord();
  const record = await takeRecord(start, planOf(selection), (current) => {
    if (file !== undefined) writeRecord(file, current);
  });
  console.log(`\n${targetLines(record).join("\n")}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
