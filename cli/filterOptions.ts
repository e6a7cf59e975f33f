import { type Command, Option } from "commander";
import type { GroupFilter } from "../provider/inventory/groupFilter";
import { typeNames } from "../provider/resources/group/schema/typeRules";
import { duration, identity, stackPattern } from "./parsers";

/** Adds the options that select groups. */
export function addFilterOptions(command: Command): Command {
  return command
    .option(
      "--stack <pattern>",
      "groups whose owner mark names this stack: organization/project/stack; * stands for any text",
      stackPattern,
    )
    .option("--identity <identity>", "groups whose owner mark names this identity", identity)
    .addOption(new Option("--type <type>", "groups of this type").choices(Object.keys(typeNames)))
    .option("--older-than <duration>", "groups that were created at least so long ago, such as 48h or 7d", duration)
    .option("--expired", "groups whose owner mark says that they have expired")
    .option("--unmanaged", "groups without any owner mark");
}

/** Returns the filter, with the older name of the type, as the service reports it. */
export function filterOf({ type, ...filter }: GroupFilter): GroupFilter {
  return { ...filter, ...(type !== undefined && { type: typeNames[type] }) };
}
