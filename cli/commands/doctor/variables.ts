import { isLoopback } from "../../../chat/options";
import { DEFAULT_APP } from "../../../emulator";
import { settingSources } from "../../../provider/settingSources";
import { forceVariable } from "../../../provider/settings";
import { nearest } from "../../../provider/validation/nearest";
import { tokenVariable } from "../watch/token";
import { type Check, ok, problem, warning } from "./check";

type Environment = Readonly<Record<string, string | undefined>>;

const id = "variables";
const settingVariables: readonly string[] = Object.values(settingSources).map(({ variable }) => variable);
const variables: readonly string[] = [...settingVariables, forceVariable, tokenVariable];
const { sdkAppId, secretKey, endpoint, region } = settingSources;

/** Looks for the usual mistakes with variables. It never repeats a value: it may be the secret key. */
export function checkVariables(env: Environment): readonly Check[] {
  const found = [
    ...swapped(env),
    ...variables.flatMap((variable) => oddValue(variable, env[variable])),
    ...variables.filter((variable) => env[variable] === "").map(emptyVariable),
    ...Object.keys(env).flatMap((name) => (env[name] === undefined ? [] : misspelt(name, env))),
    ...leftovers(env),
  ];
  if (found.length > 0) return found;
  const set = settingVariables.filter((variable) => env[variable] !== undefined);
  return [ok(id, set.length === 0 ? "no variables of this package are set" : `${set.length} set, none of them odd`)];
}

/** What an SDKSecretKey looks like: 64 hexadecimal digits, in the samples of the service's documentation (doc 34385). */
const looksLikeKey = (text: string) => /^[0-9a-f]{32,}$/i.test(text) && !looksLikeAppId(text);
const looksLikeAppId = (text: string) => /^\d{6,12}$/.test(text);

function swapped(env: Environment): readonly Check[] {
  const app = env[sdkAppId.variable]?.trim() ?? "";
  const key = env[secretKey.variable]?.trim() ?? "";
  const isSwapped = looksLikeAppId(key) && app !== "" && !looksLikeAppId(app);
  if (isSwapped)
    return [
      problem(
        id,
        `${secretKey.variable} looks like an SDKAppID, and ${sdkAppId.variable} like a secret key: they are swapped`,
        "give each the value of the other",
      ),
    ];
  if (looksLikeAppId(key))
    return [
      problem(id, `${secretKey.variable} looks like an SDKAppID`, "copy the SDKSecretKey of the app in the console"),
    ];
  if (looksLikeKey(app))
    return [problem(id, `${sdkAppId.variable} looks like a secret key`, "copy the SDKAppID of the app in the console")];
  return [];
}

function oddValue(variable: string, value = ""): readonly Check[] {
  const trimmed = value.trim();
  const without = /^(["'])(.*)\1$/s.exec(trimmed)?.[2];
  const isKey = variable === secretKey.variable || variable === tokenVariable;
  if (trimmed !== "" && value !== trimmed)
    return [
      problem(
        id,
        `${variable} has ${/[\r\n]/.test(value) ? "a line break" : "a space"} ${value.startsWith(trimmed.charAt(0)) ? "after" : "before"} its value`,
        isKey
          ? `export ${variable}="$(printf %s "$${variable}" | tr -d '[:space:]')", and store the secret again without it`
          : `export ${variable}="$(echo $${variable})"`,
      ),
    ];
  if (without !== undefined)
    return [problem(id, `${variable} has quotes around its value`, "remove them: a .env file of Docker needs none")];
  return [];
}

function emptyVariable(variable: string): Check {
  return warning(
    id,
    `${variable} is empty, which counts as unset`,
    `in CI, check that the secret exists and that this job may read it; otherwise: unset ${variable}`,
  );
}

function misspelt(name: string, env: Environment): readonly Check[] {
  if (!/^TENCENT_?CHAT|^TENCENT_/i.test(name) || variables.includes(name) || name.startsWith("TENCENT_CHAT_EVENT_"))
    return [];
  const bare = (text: string) => text.toUpperCase().replaceAll("_", "");
  const meant = nearest(name, variables) ?? variables.find((variable) => bare(variable) === bare(name));
  if (meant !== undefined && !env[meant])
    return [warning(id, `${name} is not a variable of this package: ${meant} is`, `export ${meant}="$${name}"`)];
  if (!name.startsWith("TENCENT_CHAT_")) return [];
  return [warning(id, `${name} is not a variable of this package, and has no effect`, `unset ${name}`)];
}

/** What a test with the emulator, or one run with a special variable, left behind. */
function leftovers(env: Environment): readonly Check[] {
  const url = env[endpoint.variable] ?? "";
  const isLocal = URL.canParse(url) && isLoopback(new URL(url).hostname);
  const isEmulatorKey = env[secretKey.variable] === DEFAULT_APP.secretKey;
  const found: Check[] = [];
  if (url !== "" && env[region.variable])
    found.push(
      warning(
        id,
        `${region.variable} has no effect, because ${endpoint.variable} is set as well${isLocal ? " and names this machine: left over from an emulator?" : ""}`,
        isLocal ? `unset ${endpoint.variable}` : `unset one of them`,
      ),
    );
  if (isLocal && env["CI"])
    found.push(
      warning(
        id,
        `${endpoint.variable} names this machine, in CI: right for tests, wrong for a deployment`,
        `for a deployment, unset ${endpoint.variable} and set ${region.variable}`,
      ),
    );
  if (isEmulatorKey && !isLocal)
    found.push(
      problem(
        id,
        `${secretKey.variable} is the public key of the emulator, which no service accepts`,
        `unset ${Object.values([sdkAppId, secretKey])
          .map(({ variable }) => variable)
          .join(" ")}, and set those of your app`,
      ),
    );
  if (env[forceVariable])
    found.push(
      warning(id, `${forceVariable} is set: the guards of the groups it names do not hold`, `unset ${forceVariable}`),
    );
  if (env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0")
    found.push(
      warning(
        id,
        "NODE_TLS_REJECT_UNAUTHORIZED is 0: calls to the service check certificates all the same, other programs do not",
        "unset NODE_TLS_REJECT_UNAUTHORIZED",
      ),
    );
  return found;
}
