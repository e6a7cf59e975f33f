import type { Command } from "commander";

/** What the help of a command says. */
export interface CommandTexts {
  /** What the command does, as one phrase without a full stop: also for the overview and for completion. */
  readonly summary: string;
  /** Paragraphs. */
  readonly details: readonly string[];
  readonly examples: readonly string[];
  /** When it ends with which exit code, if that is not only success or failure. */
  readonly exitCodes?: string;
}

/** Adds the texts of a command to its help, with examples. */
export function describe(command: Command, { summary, details, examples, exitCodes }: CommandTexts): Command {
  const help = command.createHelp();
  const texts = (width: number) => [
    ...details.map((text) => help.boxWrap(text, width)),
    `Examples:\n${examples.map((line) => `  ${line}`).join("\n")}`,
    ...(exitCodes === undefined ? [] : [help.boxWrap(`Exit code: ${exitCodes}`, width)]),
  ];
  return command
    .description(summary)
    .addHelpText("after", () => `\n${texts(command.configureOutput().getOutHelpWidth?.() ?? 100).join("\n\n")}`);
}
