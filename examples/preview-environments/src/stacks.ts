import path from "node:path";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { environment } from "./environment";
import { mendFileState } from "./fileState";

const projectName = "preview-environments";

/** The project: its `node_modules` has the provider, which runs in a process of its own. */
const workDir = path.dirname(__dirname);

/** How long an environment lives after its last `deploy`. */
const ttl = process.env["PREVIEW_TTL"] || "48h";

const nameOf = (pullRequest: string): string => `pr-${pullRequest}`;

/** The pull request of a stack; undefined for another stack of the project, which is left alone. */
const pullRequestOf = (stackName: string): string | undefined => /^pr-(\d+)$/.exec(stackName)?.[1];

/** Opens the stack of a pull request, and creates it if there is none. */
export async function openStack(pullRequest: string): Promise<Stack> {
  const stackName = nameOf(pullRequest);
  await mendFileState(projectName, stackName);
  const program = async () => environment(pullRequest, ttl);
  return LocalWorkspace.createOrSelectStack(
    { stackName, projectName, program },
    {
      workDir,
      pulumiCommand: await pulumiCommand(),
      // Unique in the app. Thanks to it, an `up` finds its rooms again if the state is lost. One Chat app for two
      // repositories needs two prefixes.
      stackSettings: { [stackName]: { config: { "tencent-chat:identity": `preview-environments/${stackName}` } } },
    },
  );
}

/** The pull requests that have a stack. */
export async function pullRequestsWithStack(): Promise<string[]> {
  await mendFileState(projectName);
  const workspace = await LocalWorkspace.create({ workDir, pulumiCommand: await pulumiCommand() });
  const stacks = await workspace.listStacks();
  return stacks.flatMap(({ name }) => pullRequestOf(name) ?? []);
}

let command: Promise<PulumiCommand> | undefined;

/** Looks for the CLI once, and not for each stack. */
function pulumiCommand(): Promise<PulumiCommand> {
  command ??= PulumiCommand.get();
  return command;
}
