import { blocksIn, type Page } from "./pages";

/** The commands in the shell blocks of a page and in the steps of its workflows, in their order and without comments. */
export function commandsIn(page: Page): string[] {
  const shell = blocksIn(page, "sh").flatMap((block) => block.split("\n").map(withoutComment));
  const steps = blocksIn(page, "yaml").flatMap((block) =>
    [...block.matchAll(/^ *(?:- )?run: (.*)$/gm)].map(([, command = ""]) => command),
  );
  return [...shell, ...steps].filter((command) => command !== "");
}

function withoutComment(line: string): string {
  return line.replace(/(?:^|\s+)# .*$/, "").trim();
}

/** Where a command is run that no test in tests/engine/docs runs. */
export const runElsewhere: Readonly<Record<string, string>> = {
  "npm run demo": "tests/engine/endToEnd/demo.test.ts",
  "npm test": ".ci/run",
  // The test runner does it first.
  "npm run setup": "tools/test.mjs",
  // The steps of the kits, by their workflows.
  "npm run build": "tests/engine/kits/previewEnvironments.test.ts",
  'node bin/main.js deploy "$PR"': "tests/engine/kits/previewEnvironments.test.ts",
  'node bin/main.js destroy "$PR"': "tests/engine/kits/previewEnvironments.test.ts",
  "node bin/main.js destroy-expired": "tests/engine/kits/previewEnvironments.test.ts",
  "node drift.mjs": "tests/engine/kits/gitops.test.ts",
  "node drift.mjs --heal": "tests/engine/kits/gitops.test.ts",
  'pulumi preview --diff --stack "$STACK"': "tests/engine/kits/gitops.test.ts",
  "pulumi import tencent-chat:index:Group lobby lobby-prod --yes": "tests/engine/docs/import.test.ts",
  "pulumi import tencent-chat:index:GroupMember alice lobby-prod/alice --yes": "tests/engine/docs/import.test.ts",
  "npx tencent-chat import ops-room": "tests/engine/docs/import.test.ts",
  "npx tencent-chat import --filter 'sales-*' --json > import.json": "tests/engine/docs/import.test.ts",
  "pulumi import --file import.json --out imported.txt --yes": "tests/engine/docs/import.test.ts",
  // With another destination, and without the build that other tests use.
  "npm pack": "tests/package/support/project.ts",
};

/** Why a command is run by no test. */
export const notRun: Readonly<Record<string, string>> = {
  "npm install pulumi-tencent-chat@latest": "nothing is published yet",
  "pulumi package add https://github.com/pulumi-tencent-chat/pulumi-tencent-chat": "nothing is published yet",
  "pulumi config set --secret tencent-chat:secretKey": "it asks for the key",
  "export TENCENT_CHAT_REGION=singapore": "the region of a real app",
  "npm install --prefix policy": "the project of the test has links in place of installed packages",
  "npm ci": "the project of the test has links in place of installed packages",
};

/** The pages whose commands tests/engine/docs runs. README repeats those of the quick start. */
export const walkedPages: readonly string[] = [
  "docs/quickstart.md",
  "docs/command.md",
  "docs/emulator.md",
  "docs/ownership.md",
  "docs/production.md",
  "docs/guides/ci.md",
  "docs/guides/disaster.md",
  "docs/guides/doctor.md",
  "docs/guides/guards.md",
  "docs/guides/importing.md",
  "docs/guides/key-rotation.md",
  "docs/guides/policies.md",
  "docs/guides/preview-environments.md",
  "docs/guides/several-apps.md",
  "docs/guides/upgrading.md",
  "docs/guides/webhooks.md",
];

/** The pages whose commands a test in another folder runs, all of them. */
export const walkedElsewhere: Readonly<Record<string, string>> = {
  "docs/control-api.md": "tests/emulator/control/docs.test.ts",
};
