import { settingSources } from "../../../provider/settingSources";
import { checkAccess } from "./access";
import { type Check, runSteps } from "./check";
import { checkFeatures, featureIds } from "./features";
import { checkFolder } from "./folder";
import { networkSteps } from "./network";
import { checkSettings, type Target } from "./settings";
import { checkVariables } from "./variables";

/**
 * Examines variables, settings, network, service and folder. It writes nothing, neither here nor in the service.
 *
 * @param folder of the Pulumi program
 */
export async function examine(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): Promise<readonly Check[]> {
  const { checks, target } = checkSettings(env);
  const [service, program] = await Promise.all([
    target === undefined ? skipService(checks) : examineService(target),
    checkFolder(env, folder),
  ]);
  return [...checkVariables(env), ...checks, ...service, ...program];
}

const serviceIds = ["proxy", "dns", "tcp", "tls", "clock", "access", "groups", ...featureIds];

function skipService(checks: readonly Check[]): Promise<readonly Check[]> {
  const ids = serviceIds.filter((id) => id !== "ownerField");
  return runSteps(
    [{ ids, run: async () => [] }],
    checks.find(({ status }) => status === "problem"),
  );
}

async function examineService(target: Target): Promise<readonly Check[]> {
  const { url, client, settings } = target;
  const ids = settings.ownerField === undefined ? featureIds.filter((id) => id !== "ownerField") : featureIds;
  let groupIds: readonly string[] = [];
  try {
    return await runSteps([
      ...networkSteps(url, settings.sources.endpoint ?? settings.sources.region ?? settingSources.region.variable),
      {
        ids: ["clock", "access", "groups"],
        stopsBy: "access",
        run: async () => {
          const access = await checkAccess(target);
          groupIds = access.groupIds ?? [];
          return access.checks;
        },
      },
      { ids, run: () => checkFeatures(target, groupIds) },
    ]);
  } finally {
    client.close();
  }
}
