import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { type Bench, type GroupSource, startBench } from "../support/groups";
import { programProvider } from "../support/plugin/host";
import { isRunning, providerProcesses } from "../support/processes";
import { tencentChat } from "../support/tencentChat";

/** What is stopped: the engine, the provider process or both with SIGKILL, or the engine with SIGINT. */
export type Victim = "engine" | "provider" | "both" | "interrupt";

/** What happens afterwards. */
const aftermaths = ["up", "destroy", "lostState"] as const;
type Aftermath = (typeof aftermaths)[number];

interface Case {
  readonly victim: Victim;
  readonly aftermath: Aftermath;
  /** The up is stopped when this many create_group calls have taken effect. */
  readonly moment: number;
  readonly checkpoints: Checkpoints;
}

/** Whether the state is written during the up, or only at its end; then only a pinned identity finds its groups again. */
type Checkpoints = "written" | "skipped, with a pinned identity" | "skipped";

const types = ["Private", "Public", "ChatRoom", "AVChatRoom", "Community"];
const groupCount = 40;
const stack = "organization/proj/dev";
const pinned = "acme/chat/dev";
const ephemeral = 'new chat.EphemeralStack("preview", { ttl: "48h" });';

/** One resource of each other kind. */
const parts = `
const members = new chat.GroupMembers("members", { group: groups[1], members: ["alice", { userId: "bob", role: "Admin" }] });
new chat.MutedMembers("mute", { group: groups[1], userIds: ["bob"], until: "forever" }, { dependsOn: members });
new chat.GroupMember("member", { group: groups[2], userId: "alice", nameCard: "Alice" });
new chat.GroupAttributes("attributes", { group: groups[2], attributes: { theme: "dark" } });
new chat.GroupCounters("counters", { group: groups[2], initial: { asked: 1 }, fixed: { seats: 2 } });
new chat.BannedMembers("ban", { group: groups[3], userIds: ["bob"], until: "forever" });
new chat.Topic("topic", { group: groups[4], name: "News" });
new chat.Account("account", { userId: "carol", nick: "Carol" });
new chat.Chatbot("chatbot", { nick: "Bot" });
`;

const groups: readonly GroupSource[] = Array.from({ length: groupCount }, (_, index) => ({
  name: `room-${index}`,
  args: {
    type: types[index % types.length],
    name: `Room ${index}`,
    muteAllMembers: index % 3 === 0,
    ...(index === 4 && { supportTopic: true }),
  },
}));

/** Determines the moments of all cases. The environment sets another seed or more cases. */
const seed = Number(process.env["KILL_SEED"] ?? 20261124);
const rounds = Number(process.env["KILL_ROUNDS"] ?? 2);

/**
 * The cases for one victim: the kinds of aftermath and checkpoints in turn, at 4 seeded moments, so that the four victims make 16.
 * `KILL_ROUNDS=4` makes 32, and takes minutes more. Each victim has a file of its own, because files run in parallel.
 */
export function describeKills(victim: Victim): void {
  describe(`an up of ${groupCount} groups that is stopped (${victim})`, () => {
    const kinds = checkpoints.flatMap((each) => aftermaths.map((next) => ({ next, checkpoints: each })));
    const moments = fc.sample(fc.integer({ min: 1, max: groupCount - 4 }), {
      numRuns: rounds * 2,
      seed: seed + victim.length,
    });
    for (const [index, moment] of moments.entries()) {
      const kind = kinds[(index + victim.length) % kinds.length] ?? {
        next: "up" as const,
        checkpoints: "written" as const,
      };
      const title =
        kind.checkpoints === "skipped"
          ? "harms nothing, and a sweep lists the groups that are left"
          : titles[kind.next];
      it(`after ${moment} groups, checkpoints ${kind.checkpoints}, then ${kind.next}: ${title} (seed ${seed})`, () =>
        runCase({ victim, aftermath: kind.next, moment, checkpoints: kind.checkpoints })).timeout(180_000);
    }
  });
}

const checkpoints: readonly Checkpoints[] = ["written", "skipped, with a pinned identity", "skipped"];

const titles: Readonly<Record<Aftermath, string>> = {
  up: "ends with exactly the declared groups after another up",
  destroy: "leaves nothing after an immediate destroy",
  lostState: "leaves nothing after a sweep, if the state is lost",
};

/** Stops an up at a moment and checks the aftermath. The bystander belongs to no stack here and must not change. */
async function runCase(one: Case): Promise<void> {
  const env = {
    ...(one.checkpoints !== "written" && { PULUMI_SKIP_CHECKPOINTS: "true" }),
    ...(one.checkpoints.includes("pinned") && { TENCENT_CHAT_IDENTITY: pinned }),
  };
  const bench = await startBench(groups, { before: ephemeral, after: parts, workspace: { env } });
  try {
    bench.emulator.app().create({ groupId: "bystander", type: "Public", name: "Bystander", ownerAccount: "alice" });
    const bystander = bench.emulator.app().group("bystander");
    await hit(bench, one);
    await unlock(bench);
    const identity = await identityOf(bench, one);
    // A killed engine has written nothing. An interrupted one has written its state, as with checkpoints.
    if (identity === undefined) await aftermathOfLostIdentity(bench);
    else await aftermath[one.aftermath](bench, identity);
    assert.deepEqual(bench.emulator.app().group("bystander"), bystander);
    assert.deepEqual(own(bench), [], "nothing is left");
  } finally {
    await bench.dispose();
  }
}

async function hit(bench: Bench, { victim, moment }: Case): Promise<void> {
  const reached = new Promise<void>((resolve) => {
    const count = async () => {
      for (let seen = 0; seen < moment; seen++)
        await bench.emulator.journal.next({ api: "create_group", effect: true });
      resolve();
    };
    void count();
  });
  const up = bench.workspace.start(["up", "--yes", "--skip-preview", "--stack", "dev", "--parallel", "16"]);
  await reached;
  const providers = providerProcesses(up.pid);
  assert.ok(providers.length > 0, "the provider process is found");
  if (victim === "engine" || victim === "both") up.kill("SIGKILL");
  if (victim === "provider" || victim === "both") for (const pid of providers) process.kill(pid, "SIGKILL");
  if (victim === "interrupt") up.kill("SIGINT");
  await up.done;
  if (victim === "engine") await ended(providers);
}

/** A provider without an engine finishes what it has begun, and then exits. */
async function ended(providers: readonly number[]): Promise<void> {
  // There is no event for the end of a process that is not our child; mocha's own limit ends a wait that never succeeds.
  while (providers.some(isRunning)) await delay(50);
}

/** The identity that recognises the groups. Undefined: neither the state nor the environment has it. */
async function identityOf(bench: Bench, { checkpoints }: Case): Promise<string | undefined> {
  if (checkpoints.includes("pinned")) return pinned;
  const { resources } = await bench.workspace.exportState();
  return resources.find(({ urn }) => programProvider.test(urn))?.id;
}

/** From now on the program has another identity: the groups that it left are listed, and nobody else may disband them. */
async function aftermathOfLostIdentity(bench: Bench): Promise<void> {
  const left = own(bench);
  await bench.workspace.up();
  assert.deepEqual(
    left.filter((groupId) => !own(bench).includes(groupId)),
    [],
    "no bystander is changed",
  );
  await bench.workspace.destroy();
  assert.deepEqual(own(bench).sort(), left.sort(), "the groups of the other identity stay");
  const listed = await sweep(bench, "--stack", stack);
  const ids = [...listed.swept, ...listed.unproven].map(({ groupId }) => groupId);
  assert.deepEqual(ids.sort(), left.sort(), "and are listed, without --yes");
  for (const groupId of left) bench.emulator.app().disband(groupId);
}

const aftermath: Readonly<Record<Aftermath, (bench: Bench, identity: string) => Promise<void>>> = {
  async up(bench) {
    await bench.workspace.up();
    const idsInState = (await bench.workspace.resources())
      .filter(({ type }) => type.endsWith(":Group"))
      .map(({ id }) => String(id));
    assert.equal(idsInState.length, groupCount);
    assert.deepEqual(own(bench).sort(), idsInState.sort(), "exactly the declared groups, each once");
    assertParts(bench);
    await bench.workspace.preview({ expectNoChanges: true, args: ["--refresh"] });
    // The state may not know one that was created; such a one may belong to anyone and is kept.
    const isKept = (await bench.workspace.resources()).some(({ outputs }) => outputs?.["existedBefore"] === true);
    await bench.workspace.destroy();
    const { accounts, robots } = usersOf(bench);
    assert.deepEqual([accounts.includes("carol"), robots], [isKept, []], "neither account nor chatbot is left");
  },

  async destroy(bench, identity) {
    const known = await bench.workspace.resources();
    await bench.workspace.destroy();
    // Without checkpoints a killed engine has written nothing, and a half-written checkpoint is worth as little.
    if (!known.some(({ type }) => type.endsWith(":EphemeralStack")))
      await sweep(bench, "--identity", identity, "--yes");
  },

  async lostState(bench, identity) {
    await bench.workspace.pulumi(["stack", "rm", "dev", "--yes", "--force"]);
    await sweep(bench, "--identity", identity, "--yes");
  },
};

/** What the program declares besides its groups. */
function assertParts(bench: Bench): void {
  const app = bench.emulator.app();
  const id = (name: string) => String(app.groups().find((group) => group.name === name)?.groupId);
  const membersOf = (name: string) => app.members(id(name)).map(({ account, role }) => [account, role]);
  const { theme } = app.attributes(id("Room 2"));
  const { accounts, robots } = usersOf(bench);
  assert.deepEqual(
    {
      members: membersOf("Room 1").sort(),
      muted: Object.keys(app.muted(id("Room 1"))),
      member: membersOf("Room 2"),
      theme,
      counters: app.counters(id("Room 2")),
      banned: Object.keys(app.banned(id("Room 3"))),
      topics: app.topics(id("Room 4")).map(({ name }) => name),
      account: accounts.includes("carol"),
      robots: robots.length,
    },
    {
      members: [
        ["alice", "Member"],
        ["bob", "Admin"],
      ],
      muted: ["bob"],
      member: [["alice", "Member"]],
      theme: "dark",
      counters: { asked: 1n, seats: 2n },
      banned: ["bob"],
      topics: ["News"],
      account: true,
      robots: 1,
    },
  );
}

function usersOf(bench: Bench) {
  const app = bench.emulator.app();
  return { accounts: app.accounts(), robots: app.robots() };
}

async function unlock(bench: Bench): Promise<void> {
  await bench.workspace.mendState();
  await bench.workspace.pulumi(["cancel", "--yes", "--stack", "dev"], { expectCode: "any" });
}

interface Listed {
  readonly swept: readonly { readonly groupId: string }[];
  readonly unproven: readonly { readonly groupId: string }[];
}

async function sweep(bench: Bench, ...args: readonly string[]): Promise<Listed> {
  const { code, stdout } = await tencentChat(["sweep", ...args, "--json"], bench.emulator.env());
  // 3: it lists groups without proof of ownership.
  if (code !== 0) assert.equal(code, 3);
  return JSON.parse(stdout);
}

function own(bench: Bench): string[] {
  return bench.emulator
    .app()
    .groups()
    .map(({ groupId }) => groupId)
    .filter((groupId) => groupId !== "bystander");
}
