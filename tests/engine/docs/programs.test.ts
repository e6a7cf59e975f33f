import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { programsOf } from "../../unit/docs/support/programs";
import { idsOf } from "../groupFleet/fleetBench";
import { Workspace } from "../support/workspace";
import { javascriptOf } from "./support/javascript";

const first = { sdkAppId: 1400000000, secretKey: "1".repeat(64), admins: ["administrator"] };
/** The app of the explicit Provider in docs/settings.md. */
const second = { sdkAppId: 1400000001, secretKey: "2".repeat(64), admins: ["administrator"] };

/**
 * The programs run one after another on one stack: each `up` removes what the last one declared. That needs fewer starts of
 * the CLI than a stack for each.
 */
describe("the Pulumi programs in README.md and docs/", () => {
  let emulator: Emulator;
  let workspace: Workspace;
  const groups = () => emulator.apps.flatMap(({ sdkAppId }) => emulator.app(sdkAppId).groups());
  /** Guards must not hold up the next program. */
  const force = () => ({
    TENCENT_CHAT_FORCE_DISBAND: groups()
      .map(({ groupId }) => groupId)
      .join(","),
  });

  before(async () => {
    emulator = await startEmulator({ apps: [first, second] });
    workspace = await Workspace.create({
      program: "",
      secrets: { "proj:seoulKey": second.secretKey },
      env: emulator.env(),
    });
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  for (const { name, code } of programsOf("pulumi")) {
    it(`are created: ${name}`, async () => {
      provideWhatPagesAssume(emulator);
      await workspace.writeProgram(javascriptOf(code));
      await workspace.up({ env: force() });
      const declared = (await workspace.resources()).flatMap((resource) =>
        resource.type.endsWith(":GroupFleet")
          ? Object.values(idsOf(resource))
          : resource.type.endsWith(":Group")
            ? [resource.id]
            : [],
      );
      const missing = declared.filter((id) => !groups().some(({ groupId }) => groupId === id));
      assert.notDeepEqual(declared, []);
      assert.deepEqual(missing, []);
      await unprotect(workspace);
    });
  }

  it("leave nothing behind", async () => {
    await workspace.destroy({ env: force() });
    const left = groups().filter(({ groupId }) => !existing.some((group) => group.groupId === groupId));
    assert.deepEqual(left, []);
  });
});

/** The groups that the pages take as existing. */
const existing = [
  { groupId: "lobby-prod", type: "Public", name: "Lobby" },
  { groupId: "ops-room", type: "Public", name: "Ops" },
  { groupId: "sales-room", type: "Public", name: "Sales" },
] as const;

function provideWhatPagesAssume(emulator: Emulator): void {
  const app = emulator.app();
  for (const group of existing) if (!app.group(group.groupId)) app.create(group);
}

/** A program may protect its groups, which would stop the next one. */
async function unprotect(workspace: Workspace): Promise<void> {
  const resources = await workspace.resources();
  if (resources.some(({ protect }) => protect)) await workspace.pulumi(["state", "unprotect", "--all", "--yes"]);
}
