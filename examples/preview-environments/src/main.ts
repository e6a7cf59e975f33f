import { deploy, destroy, destroyExpired, preview, reasonOf } from "./commands";

const usage = `Usage: node bin/main.js <command>

  deploy <pull request>   create or update its environment
  preview <pull request>  show what deploy would do; needs no secret key
  destroy <pull request>  destroy its environment
  destroy-expired         destroy the environments whose time is over

Variables: TENCENT_CHAT_SDK_APP_ID, TENCENT_CHAT_REGION and TENCENT_CHAT_SECRET_KEY for the app, PULUMI_BACKEND_URL and
PULUMI_CONFIG_PASSPHRASE for the states. PREVIEW_TTL: how long an environment lives after its last deploy, default 48h.
PREVIEW_NOW: the time that destroy-expired compares with, such as 2030-01-01T00:00:00Z, to try it; default now.
`;

const byPullRequest: Readonly<Record<string, (pullRequest: string) => Promise<void>>> = { deploy, preview, destroy };

async function main([command = "", pullRequest = "", ...others]: readonly string[]): Promise<number> {
  const run = byPullRequest[command];
  if (run && /^\d+$/.test(pullRequest) && others.length === 0) {
    await run(pullRequest);
    return 0;
  }
  if (command === "destroy-expired" && pullRequest === "") return destroyExpired(now());
  process.stderr.write(usage);
  return 2;
}

function now(): number {
  const text = process.env["PREVIEW_NOW"];
  const time = text ? Date.parse(text) : Date.now();
  if (Number.isNaN(time)) throw new Error(`PREVIEW_NOW is not a time: ${text}`);
  return time;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(reasonOf(error));
    process.exitCode = 1;
  },
);
