import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { z } from "zod";
import type { StackState, StateResource } from "../../../provider/inventory/orphans";
import { parsePacked } from "../../../provider/resources/groupFleet/plan/pack";
import { fromJsonText } from "../../../provider/validation/jsonText";
import { isMap } from "../../../provider/validation/stateSchema";
import { CommandFailure } from "../../commandFailure";
import type { Io } from "../../io";

/** The longest export that is read from Pulumi: some 100,000 groups. */
const maxExportBytes = 1024 * 1024 * 1024;

/** The type of a resource of this package, in TypeScript and in other languages: the class is its end. */
const resourceType = /^(?:pulumi-nodejs:dynamic\/tencent-chat|tencent-chat:index):(\w+)$/;

const providerTypes = ["pulumi:providers:pulumi-nodejs", "pulumi:providers:tencent-chat"];

const exportSchema = z.object({
  deployment: z.object({
    resources: z
      .array(
        z.object({
          urn: z.string(),
          type: z.string(),
          id: z.string().optional(),
          outputs: z.record(z.string(), z.unknown()).optional(),
          external: z.boolean().optional(),
        }),
      )
      .optional(),
  }),
});

type ExportedResource = NonNullable<z.infer<typeof exportSchema>["deployment"]["resources"]>[number];

/**
 * Returns what the state of a stack has of this package: from a file with the output of `pulumi stack export`, from stdin for
 * `-`, or from Pulumi itself, run in this folder.
 *
 * @throws CommandFailure
 */
export async function readStackState(stack: string, file: string | undefined, io: Io): Promise<StackState> {
  const exported = await readExport(stack, file, io);
  const parsed = exportSchema.safeParse(parseJson(exported));
  if (!parsed.success)
    throw new CommandFailure(`This is not the output of \`pulumi stack export\`: ${z.prettifyError(parsed.error)}`);
  const exportedResources = parsed.data.deployment.resources ?? [];
  const providers = exportedResources.filter(({ type }) => providerTypes.includes(type));
  const resources = exportedResources.flatMap(resourceOf);
  const identities = [...providers.map(({ id }) => id), ...resources.map(({ identity }) => identity)];
  return { resources, identities: new Set(identities.filter((identity) => identity !== undefined)) };
}

/** A resource that the program only reads (`Group.get`) is not the stack's. */
function resourceOf({ urn, type, id, outputs = {}, external }: ExportedResource): StateResource[] {
  const kind = resourceType.exec(type)?.[1];
  if (kind === undefined || id === undefined || external === true) return [];
  const { sdkAppId, createTime, __identity: identity, groupId } = outputs;
  const resource = {
    urn,
    kind,
    id,
    sdkAppId: numberOrUndefined(sdkAppId),
    createTime: numberOrUndefined(createTime),
    identity: textOrUndefined(identity),
    groupId: textOrUndefined(groupId),
  };
  if (kind !== "GroupFleet") return [resource];
  return groupsOfFleet(outputs).map((group) => ({ ...resource, ...group, kind: "Group", groupId: undefined }));
}

type FleetGroup = Pick<StateResource, "id" | "createTime">;

/** Returns the groups in the state of a fleet, by their ids: the rest of the state is encrypted if a setting is secret. */
function groupsOfFleet({
  ids,
  __leavingIds: leaving,
  __groups: packed,
}: Readonly<Record<string, unknown>>): FleetGroup[] {
  const states = parsePacked(packed) ?? new Map();
  const idsByKey = fromJsonText(ids);
  return [
    ...Object.entries(isMap(idsByKey) ? idsByKey : {}).map(([key, id]) => ({
      id: String(id),
      createTime: numberOrUndefined(states.get(key)?.createTime),
    })),
    ...(Array.isArray(leaving) ? leaving : []).map((id) => ({ id: String(id), createTime: undefined })),
  ];
}

function readExport(stack: string, file: string | undefined, io: Io): Promise<string> {
  if (file === "-") return text(process.stdin);
  if (file === undefined) return exportFromPulumi(stack, io);
  return readFile(file, "utf8").catch((error: Error) => {
    throw new CommandFailure(`The state cannot be read: ${error.message}`);
  });
}

function exportFromPulumi(stack: string, io: Io): Promise<string> {
  const args = ["stack", "export", "--stack", stack, "--non-interactive"];
  return new Promise((resolve, reject) => {
    execFile("pulumi", args, { env: { ...io.env }, maxBuffer: maxExportBytes }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const reason =
        (error as NodeJS.ErrnoException).code === "ENOENT"
          ? "there is no `pulumi` on the PATH"
          : stderr.trim() || error.message;
      reject(
        new CommandFailure(
          `\`pulumi ${args.join(" ")}\` failed: ${reason}\nRun this command in the folder of the program, logged in to its backend, or give the state with --state <file>.`,
        ),
      );
    });
  });
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function numberOrUndefined(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function textOrUndefined(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
