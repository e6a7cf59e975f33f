import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { mendFileState } from "../../../examples/preview-environments/src/fileState";
import { isAbandoned } from "../../../examples/preview-environments/src/locks";
import { canSweep, expiryOf, isComplete } from "../../../examples/preview-environments/src/state";
import { readWorkflow } from "../../engine/kits/workflow";
import { commandsIn } from "../docs/support/commands";
import { readPage } from "../docs/support/pages";

const example = path.resolve(__dirname, "../../../examples/preview-environments");
const now = Date.parse("2026-11-29T12:00:00Z");
const ephemeral = { type: "pulumi-nodejs:dynamic/tencent-chat:EphemeralStack", outputs: { ttl: "48h" } };
const group = (expires?: number) => ({ type: "pulumi-nodejs:dynamic/tencent-chat:Group", outputs: { expires } });

describe("examples/preview-environments: the state of a stack", () => {
  it("expires when the last of its groups does", () => {
    assert.equal(expiryOf({ resources: [ephemeral, group(1_800_000_000), group(1_700_000_000), group()] }), 1.8e12);
  });

  it("expires a day after its last run if it has no group, and never if no run has written it", () => {
    const manifest = { time: "2026-11-28T12:00:00Z" };
    assert.equal(expiryOf({ manifest, resources: [ephemeral] }), now);
    assert.equal(expiryOf({ manifest: { time: "0001-01-01T00:00:00Z" } }), undefined);
    assert.equal(expiryOf({}), undefined);
  });

  it("is incomplete if a run was killed", () => {
    assert.equal(isComplete({ resources: [ephemeral, group()] }), true);
    assert.equal(isComplete({ resources: [ephemeral], pending_operations: [{}] }), false);
    assert.equal(isComplete({}), false);
    assert.equal(canSweep({ resources: [ephemeral], pending_operations: [{}] }), true);
    assert.equal(canSweep({ resources: [group()] }), false);
  });
});

describe("examples/preview-environments: a lock", () => {
  const message = (host: string, pid: number, minutes: number) =>
    `error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.\n  file:///x.json: created by ci@${host} (pid ${pid}) at ${new Date(now - minutes * 60_000).toISOString()}`;
  const here = os.hostname();
  // Above the largest pid of every system.
  const gone = 2 ** 30;

  for (const [title, text, expected] of [
    ["is abandoned if it is older than any job", message("runner-1", gone, 31), true],
    ["is abandoned if its process was on this machine and is gone", message(here, gone, 1), true],
    ["is held if its process is running", message(here, process.pid, 1), false],
    ["is held if it is new and of another machine", message("runner-1", gone, 29), false],
    ["is held if one of two is", message(here, gone, 1) + message("runner-1", gone, 1), false],
    ["is held if the message does not describe it", "[409] Conflict: Another update is currently in progress.", false],
  ] as const) {
    it(title, () => assert.equal(isAbandoned(text, now), expected));
  }
});

describe("examples/preview-environments: a backend of files", () => {
  it("has each half-written state replaced by its backup, or removed, and other states unchanged", async () => {
    const root = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-mend-"));
    const backend = process.env["PULUMI_BACKEND_URL"];
    const warn = console.warn;
    const warnings: string[] = [];
    console.warn = (text: string) => warnings.push(text);
    try {
      const folder = path.join(root, ".pulumi", "stacks", "proj");
      await mkdir(folder, { recursive: true });
      const files = {
        "pr-1.json": '{"half',
        "pr-1.json.bak": '{"backup":1}',
        "pr-2.json": '{"half',
        "pr-2.json.attrs": "",
        "pr-3.json": '{"whole":3}',
      };
      for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder, file), text);
      process.env["PULUMI_BACKEND_URL"] = pathToFileURL(root).href;
      await mendFileState("proj");
      assert.deepEqual((await readdir(folder)).sort(), ["pr-1.json", "pr-3.json"]);
      assert.equal(await readFile(path.join(folder, "pr-1.json"), "utf8"), '{"backup":1}');
      assert.equal(await readFile(path.join(folder, "pr-3.json"), "utf8"), '{"whole":3}');
      assert.equal(warnings.length, 3);
    } finally {
      console.warn = warn;
      if (backend === undefined) delete process.env["PULUMI_BACKEND_URL"];
      else process.env["PULUMI_BACKEND_URL"] = backend;
      await rm(root, { recursive: true });
    }
  });
});

describe("examples/preview-environments: the workflow of GitHub", () => {
  const workflow = readWorkflow(path.join(example, ".github", "workflows", "preview-environments.yml"));

  it("never cancels a run that has begun, and has one at a time for each pull request", () => {
    assert.equal(workflow.concurrency["cancel-in-progress"], false);
    assert.match(workflow.concurrency.group, /github\.event\.number/);
  });

  it("runs when a pull request is opened, changed, reopened or closed, and every night", () => {
    assert.deepEqual(workflow.on["pull_request"]?.types, ["opened", "synchronize", "reopened", "closed"]);
    assert.ok(workflow.on["schedule"]);
    assert.equal("pull_request_target" in workflow.on, false, "code of a fork must not get the secrets");
  });

  it("may only read the repository, and ends each job before its lock counts as abandoned", () => {
    assert.deepEqual(workflow.permissions, { contents: "read" });
    for (const [name, job] of Object.entries(workflow.jobs)) assert.equal(job["timeout-minutes"], 30, name);
  });

  it("gives the job of a fork no secret", () => {
    assert.equal(JSON.stringify(workflow.jobs["preview"]).includes("secrets."), false);
  });
});

describe("examples/preview-environments: the pipeline of GitLab", () => {
  const pipeline = parse(readFileSync(path.join(example, ".gitlab-ci.yml"), "utf8"));
  const commands = (job: string): string[] => pipeline[job].script.flat();
  const workflow = readWorkflow(path.join(example, ".github", "workflows", "preview-environments.yml"));

  it("has the jobs of the workflow, with the same commands", () => {
    for (const name of ["deploy", "preview", "destroy", "expired"]) {
      const [theirs] = workflow.jobs[name]?.steps.flatMap(({ run }) => run ?? []).slice(-1) ?? [];
      assert.equal(commands(name).at(-1)?.replace("$CI_MERGE_REQUEST_IID", "$PR"), theirs);
      assert.deepEqual(commands(name).slice(-3, -1), ["npm ci", "npm run build"]);
    }
  });

  it("stops an environment with the job that destroys it, one job at a time", () => {
    assert.equal(pipeline.deploy.environment.on_stop, "destroy");
    assert.equal(pipeline.destroy.environment.action, "stop");
    assert.equal(pipeline[".environment"].resource_group, "preview-$CI_MERGE_REQUEST_IID");
    for (const job of ["deploy", "destroy"]) assert.equal(pipeline[job].extends, ".environment");
    assert.equal(pipeline.default.interruptible, false);
    assert.equal(pipeline.default.timeout, "30 minutes");
  });
});

describe("the guides of the kits", () => {
  for (const [guide, kit] of [
    ["preview-environments", "preview-environments"],
    ["gitops", "gitops"],
  ] as const) {
    it(`have the commands of the workflow: docs/guides/${guide}.md`, () => {
      const folder = path.resolve(example, "..", kit, ".github", "workflows");
      const { jobs } = readWorkflow(path.join(folder, `${kit}.yml`));
      const steps = Object.values(jobs).flatMap((job) => job.steps.flatMap(({ run }) => run ?? []));
      const commands = commandsIn(readPage(`docs/guides/${guide}.md`)).filter((command) => !command.startsWith("npx"));
      assert.deepEqual(
        commands.filter((command) => !steps.includes(command)),
        [],
      );
    });
  }
});
