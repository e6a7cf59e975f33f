import { contenders } from "../contenders";
import type { BenchRecord } from "../figures";
import { CALLS_PER_SECOND, LATENCY_MS } from "../service";
import { grouped } from "./format";
import { svgOf } from "./plot";
import { plotsOf } from "./plots";
import { ratioTable, sizeTable, targetTable, timeTable } from "./tables";

const page = "docs/performance.md";
const folder = "docs/performance";

/** Returns docs/performance.md and its plots, by their paths in the repository. */
export function performanceFiles(record: BenchRecord): Readonly<Record<string, string>> {
  const plots = plotsOf(record);
  const files = Object.entries(plots).map(([name, plot]) => [`${folder}/${name}.svg`, svgOf(plot)]);
  const images = Object.entries(plots).map(([name, { title }]) => `![${title}](performance/${name}.svg)`);
  return { [page]: textOf(record, images), ...Object.fromEntries(files) };
}

function textOf(record: BenchRecord, images: readonly string[]): string {
  const sizes = [...new Set(record.measurements.map(({ groups }) => groups))].sort((a, b) => a - b);
  const measured = contenders.filter(({ key }) => record.measurements.some(({ contender }) => contender === key));
  const ours = measured.filter(({ isOurs }) => isOurs);
  return `${[
    "# Performance",
    `Generated from [bench/results.json](../bench/results.json), which \`npm run bench\` writes: \`DOCS_WRITE=1 npm run test:unit\`\ngenerates this page, and a test compares it with the results. Compare ratios between machines, not seconds.`,
    machineText(record),
    "What is compared:",
    measured.map(({ label, what }) => `- **${label}**: ${what}.`).join("\n"),
    "## Ratios",
    "1,000 groups: what this package costs, and how that compares with each of the others.",
    ...ours.map((contender) => ratioTable(record, contender)),
    "## Targets",
    targetTable(record),
    "## Cost against size",
    ...images,
    ...sizes.flatMap((groups) => [
      `## ${grouped(groups)} ${groups === 1 ? "group" : "groups"}`,
      timeTable(record, groups),
      "At parallel 64, without checkpoints:",
      sizeTable(record, groups),
    ]),
    "## How it is measured",
    howText,
  ].join("\n\n")}\n`;
}

function machineText({ date, machine }: BenchRecord): string {
  const { processor, cores, memoryBytes, platform, node, pulumi } = machine;
  const memory = Math.round(memoryBytes / 2 ** 30);
  return `Measured on ${date} with ${processor}, ${cores} cores, ${memory} GiB of memory, ${platform}, Node ${node}, Pulumi ${pulumi}.`;
}

const howText = `- The real Pulumi CLI with a file backend, and one [emulator](emulator.md) with the documented limit of ${CALLS_PER_SECOND} calls a second for
  each API. It answers each call after ${LATENCY_MS} ms, and a call over the limit at once.
- \`change\` is an \`up\` that renames one group. The others are the commands. \`up\`, \`refresh\` and \`destroy\` run with \`--skip-preview\`.
- The figures are medians over the rounds. The contenders alternate in each round. "Refused" counts the calls over the limit.
- "Without checkpoints" is \`PULUMI_SKIP_CHECKPOINTS=true\`. "By default" is with checkpoints and 8 resources at a time, as the CLI
  chooses on 2 cores. With checkpoints, 10,000 groups are not measured: the engine writes the whole state at each step.
- A command that fails because the service refused calls is run again, and all runs count: only the documented style needs that.
  A refresh cannot be continued: it is "refused".
- The program measures itself when it ends: its time in a preview, which creates nothing, and its peak memory in an \`up\`. The
  memory of the other processes is the peak that Linux counts, over all steps.
- The size of the state is that of its JSON without indentation.
- OpenTofu with the \`restapi\` provider is not measured, because the provider was not to be had. The Go module proxy lists versions of
  OpenTofu, but refuses the module \`github.com/Mastercard/terraform-provider-restapi\`, and its version 3 as well: "This module
  version is not available". No package of npm or PyPI was found that contains it.`;
