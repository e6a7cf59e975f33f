import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

/** The files of Pulumi's template `typescript`. */
const FILES: Readonly<Record<string, string>> = {
  "Pulumi.yaml": `name: \${PROJECT}
description: \${DESCRIPTION}
runtime:
  name: nodejs
  options:
    packagemanager: npm
template:
  description: A minimal TypeScript Pulumi program
`,
  "package.json": JSON.stringify({
    name: `\${PROJECT}`,
    main: "index.ts",
    devDependencies: { "@types/node": "^20", typescript: "^5.0.0" },
    dependencies: { "@pulumi/pulumi": "^3.113.0" },
  }),
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      strict: true,
      outDir: "bin",
      target: "es2020",
      module: "commonjs",
      moduleResolution: "node",
      sourceMap: true,
      experimentalDecorators: true,
      pretty: true,
      noFallthroughCasesInSwitch: true,
      noImplicitReturns: true,
      forceConsistentCasingInFileNames: true,
    },
    files: ["index.ts"],
  }),
  "index.ts": 'import * as pulumi from "@pulumi/pulumi";\n',
};

/** Creates a git repository with the template, and returns variables that make `pulumi new` use it in place of Pulumi's own. */
export async function templateEnvironment(folder: string): Promise<Record<string, string>> {
  await mkdir(path.join(folder, "typescript"), { recursive: true });
  for (const [file, text] of Object.entries(FILES)) await writeFile(path.join(folder, "typescript", file), text);
  const git = (...args: readonly string[]) =>
    promisify(execFile)("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], { cwd: folder });
  await git("init", "--quiet", "--initial-branch", "master");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "The template");
  return { PULUMI_TEMPLATE_GIT_REPOSITORY: `file://${folder}`, PULUMI_DISABLE_REGISTRY_RESOLVE: "true" };
}
