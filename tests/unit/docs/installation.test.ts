import { readFileSync } from "node:fs";
import path from "node:path";
import { settingSources } from "../../../provider/settingSources";
import { checkGenerated } from "./support/generated";
import { repository } from "./support/pages";

const schema = JSON.parse(readFileSync(path.join(repository, "schema.json"), "utf8"));

describe("the settings in docs/installation-configuration.md", () => {
  it("are those of the provider, with their variables (DOCS_WRITE=1 writes them)", () => {
    checkGenerated("docs/installation-configuration.md", "settings", generated());
  });
});

function generated(): string {
  const descriptions: Readonly<Record<string, { readonly description: string }>> = schema.config.variables;
  const rows = Object.values(settingSources).map(({ key, variable }) => {
    const { description = "" } = descriptions[key] ?? {};
    const text = description.replace(` Environment variable: \`${variable}\`.`, "").replaceAll("|", "\\|");
    return `| \`tencent-chat:${key}\` | \`${variable}\` | ${text} |`;
  });
  return ["| Config | Variable | What |", "| --- | --- | --- |", ...rows].join("\n");
}
