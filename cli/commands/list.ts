import type { Command } from "commander";
import type { GroupType } from "../../chat";
import { type GroupFilter, matchesFilter } from "../../provider/inventory/groupFilter";
import type { GroupRecord } from "../../provider/inventory/groupRecord";
import { readInventory } from "../../provider/inventory/inventory";
import { withApp } from "../connection";
import { exitCodes } from "../exitCodes";
import { addFilterOptions, filterOf } from "../filterOptions";
import { type CommandTexts, describe } from "../help";
import type { CommandContext } from "../io";
import { expiresText, groupJson, membersText, ownerColumn, timeText } from "../output/groupTexts";
import { type Columns, rowFormatter } from "../output/rows";

interface Flags extends GroupFilter {
  readonly search?: boolean;
  readonly json?: boolean;
}

/** `tencent-chat list`. */
export function addListCommand(program: Command, { io, endWith }: CommandContext): void {
  addFilterOptions(describe(program.command("list"), texts))
    .option(
      "--search",
      "search all custom fields of groups without a mark for the marks of other stacks: one more call for each",
    )
    .option("--json", "print one line of JSON for each group (docs/command.md)")
    .action(async ({ search: searches = false, json, ...conditions }: Flags) => {
      const filter = filterOf(conditions);
      const row = rowFormatter(columns, io.columns);
      let unreadable = 0;
      if (!json) io.out(row(columns.map(({ title }) => title)));
      await withApp(io, async (operation) => {
        const { clock, startBy } = operation;
        for await (const group of readInventory(operation, { type: filter.type as GroupType | undefined, searches })) {
          if ("why" in group) {
            unreadable += 1;
            io.err(`${group.groupId} could not be read: ${group.why}\n`);
          } else if (matchesFilter(group, filter, clock.now())) {
            io.out(json ? `${JSON.stringify(groupJson(group))}\n` : row(cells(group, clock.now())));
          }
        }
        if (unreadable > 0 || startBy.aborted) endWith(exitCodes.failure);
      });
    });
}

const texts: CommandTexts = {
  summary: "list the groups of the app, and whose they are",
  details: [
    "Reads all groups with their owner marks, and prints each as soon as it is read: 200 groups a second, since the mark of each is one call; thousands a second if marks are in an owner field (TENCENT_CHAT_OWNER_FIELD). All given conditions must hold. Without a terminal, columns are separated by tabs.",
  ],
  examples: [
    "tencent-chat list --stack 'acme/chat/pr-*' --expired",
    "tencent-chat list --unmanaged --type Public",
    "tencent-chat list --older-than 30d --json | jq -r .groupId",
  ],
  exitCodes: "0 if all groups were read; 1 if some could not be read, or it was interrupted.",
};

const columns: Columns = [
  { title: "GROUP", width: 30 },
  { title: "TYPE", width: 10 },
  { title: "NAME", width: 20 },
  { title: "MEMBERS", width: 7 },
  { title: "CREATED", width: 20 },
  { title: "EXPIRES", width: 20 },
  { title: "STACK AND RESOURCE", width: 40 },
];

function cells(group: GroupRecord, now: number): readonly string[] {
  return [
    group.groupId,
    group.type,
    group.name,
    membersText(group),
    timeText(group.created),
    expiresText(group, now),
    ownerColumn(group),
  ];
}
